package org.danaus.libservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The walk by components, on a tree whose nodes are their paths: directories d and d/d, files d/f, symbolic links d/l. */
class WalkTest {
    private record At(String path) implements Node {}

    private static final Map<String, Integer> TREE = Map.of(
            "",
            Mode.DIRECTORY,
            "/d",
            Mode.DIRECTORY,
            "/d/d",
            Mode.DIRECTORY,
            "/d/f",
            Mode.REGULAR,
            "/d/l",
            Mode.SYMLINK);

    private final Libservice layer = (Libservice) Proxy.newProxyInstance(
            WalkTest.class.getClassLoader(),
            new Class<?>[] {Libservice.class},
            (InvocationHandler) (proxy, method, arguments) -> switch (method.getName()) {
                case "lookup" -> find(((At) arguments[1]).path() + "/" + arguments[2], (Attributes) arguments[3]);
                case "getattr" -> find(((At) arguments[1]).path(), (Attributes) arguments[2]);
                default -> throw new AssertionError(method);
            });

    private static Node find(String path, Attributes found) {
        Integer mode = TREE.get(path);
        if (mode == null) {
            return null;
        }
        found.mode = mode;
        return new At(path);
    }

    private Walk walk(String path) throws ErrnoException {
        byte[] bytes = ("xx" + path + "yy").getBytes(StandardCharsets.UTF_8);
        Walk walk = new Walk();
        walk.byComponents(layer, Caller.SERVICE, new At(""), bytes, 2, bytes.length - 4);
        return walk;
    }

    private void assertWalk(String path, String node, String parent, String used) throws ErrnoException {
        Walk walk = walk(path);
        assertThat(walk.node).isEqualTo(new At(node));
        assertThat(walk.parent).isEqualTo(parent == null ? null : new At(parent));
        assertThat(path.substring(0, walk.used)).isEqualTo(used);
        assertThat(walk.attributes.mode).isEqualTo(TREE.get(node));
    }

    @Test
    void shouldFindWhatIsThere() throws ErrnoException {
        assertWalk("", "", null, "");
        assertWalk("d", "/d", "", "d");
        assertWalk("d/d", "/d/d", "/d", "d/d");
        assertWalk("//d///f", "/d/f", "/d", "//d///f");
        assertWalk("d/d/", "/d/d", "/d", "d/d/");
        assertWalk("./d/./.", "/d", "", "./d/./.");
    }

    @Test
    void shouldStopAtASymbolicLink() throws ErrnoException {
        assertWalk("d/l", "/d/l", "/d", "d/l");
        assertWalk("d/l/x/y", "/d/l", "/d", "d/l");
        assertWalk("d/l/", "/d/l", "/d", "d/l");
    }

    @Test
    void shouldStopBeforeTheParent() throws ErrnoException {
        assertWalk("d/../d", "/d", "", "d");
        assertWalk("..", "", null, "");
    }

    @Test
    void shouldSayWhatIsNotThere() {
        assertThatThrownBy(() -> walk("none")).isSameAs(Errno.ENOENT.exception());
        assertThatThrownBy(() -> walk("none/d")).isSameAs(Errno.ENOENT.exception());
        assertThatThrownBy(() -> walk("d/f/d")).isSameAs(Errno.ENOTDIR.exception());
        assertThatThrownBy(() -> walk("d/f/.")).isSameAs(Errno.ENOTDIR.exception());
        assertThatThrownBy(() -> walk("n".repeat(256))).isSameAs(Errno.ENAMETOOLONG.exception());
    }

    @Test
    void shouldRefuseATrailingSlashAfterAFile() {
        assertThatThrownBy(() -> walk("d/f/")).isSameAs(Errno.ENOTDIR.exception());
    }
}
