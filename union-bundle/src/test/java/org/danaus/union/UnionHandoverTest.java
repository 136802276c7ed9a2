package org.danaus.union;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.danaus.libservice.Caller;
import org.danaus.libservice.CompositionException;
import org.danaus.libservice.Errno;
import org.danaus.libservice.Handover;
import org.danaus.libservice.Node;
import org.danaus.libservice.OpenDirectory;
import org.danaus.libservice.OpenFile;
import org.danaus.libservice.OpenFlags;
import org.danaus.libservice.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnionHandoverTest extends OnHostTest {
    private Tree successor(String format, String... branches) throws Exception {
        return new Tree(Unions.open(host.layer(), format, branches));
    }

    /** Everything that the union knows passes on before single nodes and files do. */
    private static void begin(Tree from, Tree to) throws Exception {
        to.layer.handover().restore(from.layer.handover().save());
    }

    private static Node pass(Tree from, Node node, Tree to) throws Exception {
        return to.layer.handover().restoreNode(from.layer.handover().save(node));
    }

    private static OpenFile pass(Tree from, OpenFile file, Tree to) throws Exception {
        Handover handover = to.layer.handover();
        return handover.restoreFile(
                pass(from, file.node(), to), from.layer.handover().save(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"overlay", "aufs", "unionfs"})
    void shouldCarryNodesOver(String format) throws Exception {
        disk.mkdir("bottom/dir")
                .mkdir("bottom/dir/sub")
                .file("bottom/dir/sub/file", "lower")
                .file("bottom/one", "1");
        disk.link("bottom/one", "bottom/two");
        open(format).rename("dir", "moved").write("moved/sub/file", "changed").write("two", "2");
        Tree next = successor(format, "top:rw", "bottom:ro");
        begin(union, next);
        for (String path : List.of("", "moved", "moved/sub", "moved/sub/file", "one", "two")) {
            Node restored = pass(union, union.get(path), next);
            assertThat(restored).as(path).isEqualTo(next.get(path));
            assertThat(next.stat(restored).inode).as(path).isEqualTo(union.stat(path).inode);
        }
    }

    @Test
    void shouldCarryOpenFilesOver() throws Exception {
        disk.file("bottom/file", "lower").file("bottom/gone", "deleted");
        OpenFile file = open("overlay").open("file", OpenFlags.RDONLY);
        OpenFile gone = union.open("gone", OpenFlags.RDWR);
        OpenFile goneBelow = union.open("gone", OpenFlags.RDONLY);
        union.unlink("gone");
        Tree next = successor("overlay", "top:rw", "bottom:ro");
        begin(union, next);
        OpenFile nextFile = pass(union, file, next);
        OpenFile nextGone = pass(union, gone, next);
        OpenFile nextGoneBelow = pass(union, goneBelow, next);
        next.write("file", "changed");
        assertThat(Tree.read(nextFile)).isEqualTo("changed");
        nextGone.write(Caller.SERVICE, 0, Tree.buffer("DEL"));
        assertThat(Tree.read(nextGoneBelow)).isEqualTo("DELeted");
        assertThat(nextGone.node()).isEqualTo(nextGoneBelow.node());
        assertThat(next.stat(nextGone.node()).links).isZero();
        assertThat(next.exists("gone")).isFalse();
    }

    @Test
    void shouldCarryADeletedLowerFileOver() throws Exception {
        disk.file("bottom/gone", "deleted");
        OpenFile gone = open("overlay").open("gone", OpenFlags.RDONLY);
        union.unlink("gone");
        Tree next = successor("overlay", "top:rw", "bottom:ro");
        begin(union, next);
        assertThat(Tree.read(pass(union, gone, next))).isEqualTo("deleted");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldGoOnInAHalfReadDirectory(boolean merged) throws Exception {
        for (int i = 0; i < 20; i++) {
            disk.file("bottom/f" + i, "");
        }
        open("overlay");
        if (merged) {
            union.file("upper", "");
        }
        OpenDirectory open = union.layer.openDirectory(Caller.SERVICE, union.layer.root());
        List<String> listed = new ArrayList<>();
        long[] cookie = {0};
        open.read(Caller.SERVICE, 0, (name, inode, type, next) -> {
            if (listed.size() == 9) {
                return false;
            }
            cookie[0] = next;
            return listed.add(name.toString());
        });
        Tree next = successor("overlay", "top:rw", "bottom:ro");
        begin(union, next);
        Node root = pass(union, union.layer.root(), next);
        OpenDirectory restored = next.layer
                .handover()
                .restoreDirectory(root, union.layer.handover().save(open));
        restored.read(Caller.SERVICE, cookie[0], (name, inode, type, at) -> listed.add(name.toString()));
        // A directory of one branch may gain the union's own from the branch above, but never list it.
        assertThat(listed).doesNotHaveDuplicates().hasSize(merged ? 23 : 22);
    }

    @Test
    void shouldAcceptABranchAddedOnTop() throws Exception {
        disk.file("bottom/file", "lower").mkdir("first");
        OpenFile file = open("overlay").open("file", OpenFlags.RDWR);
        Tree next = successor("overlay", "first:rw", "top:rw", "bottom:ro");
        begin(union, next);
        OpenFile restored = pass(union, file, next);
        restored.write(Caller.SERVICE, 0, Tree.buffer("LOW"));
        assertThat(next.read("file")).isEqualTo("LOWer");
    }

    @Test
    void shouldRefuseToLoseABranchInUse() throws Exception {
        disk.file("bottom/file", "lower");
        OpenFile file = open("overlay").open("file", OpenFlags.RDONLY);
        Tree next = successor("overlay", "top:rw");
        begin(union, next);
        assertThatThrownBy(() -> pass(union, file, next)).isSameAs(Errno.ESTALE.exception());
    }

    @Test
    void shouldRefuseWhatAnotherLayerWrote() throws Exception {
        open("overlay");
        assertThatThrownBy(() -> union.layer.handover().restoreNode(State.of("other/1", new byte[0])))
                .isInstanceOf(CompositionException.class)
                .hasMessageContaining("other/1");
    }
}
