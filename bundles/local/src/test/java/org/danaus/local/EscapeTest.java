package org.danaus.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.danaus.posix.Posix.LIBC;
import static org.danaus.posix.Posix.check;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Mode;
import org.danaus.libservice.Name;
import org.danaus.libservice.Node;
import org.danaus.libservice.OpenFile;
import org.danaus.libservice.OpenFlags;
import org.danaus.libservice.RenameFlags;
import org.danaus.libservice.Walk;
import org.danaus.posix.Fcntl;
import org.danaus.posix.Scratch;
import org.junit.jupiter.api.Test;

/** Ways out of the directory, all of them closed. */
class EscapeTest extends LocalFixture {
    @Test
    void shouldRefuseNamesThatAreNoComponents() throws Exception {
        createAndClose("file", "x");
        Node file = lookup("file");
        for (String bad : List.of("..", ".", "../etc", "a/b", "/etc/passwd", "/")) {
            Name name = Name.attribute(bad.getBytes(StandardCharsets.UTF_8));
            Name good = Name.of("good");
            assertErrno(Errno.EINVAL, () -> local.lookup(ROOT, root, name, attributes));
            assertErrno(Errno.EINVAL, () -> local.create(ROOT, root, name, OpenFlags.RDWR, 0600, attributes));
            assertErrno(Errno.EINVAL, () -> local.mkdir(ROOT, root, name, 0700, attributes));
            assertErrno(Errno.EINVAL, () -> local.mknod(ROOT, root, name, Mode.FIFO, 0, attributes));
            assertErrno(Errno.EINVAL, () -> local.symlink(ROOT, root, name, new byte[] {'x'}, attributes));
            assertErrno(Errno.EINVAL, () -> local.link(ROOT, file, root, name, attributes));
            assertErrno(Errno.EINVAL, () -> local.unlink(ROOT, root, name));
            assertErrno(Errno.EINVAL, () -> local.rmdir(ROOT, root, name));
            assertErrno(Errno.EINVAL, () -> local.rename(ROOT, root, name, root, good, 0));
            assertErrno(Errno.EINVAL, () -> local.rename(ROOT, root, good, root, name, 0));
        }
        assertThat(list(root)).containsExactlyInAnyOrder(".", "..", "file");
    }

    @Test
    void shouldNotFollowSymbolicLinks() throws Exception {
        Files.createSymbolicLink(host.path("out"), Path.of("/etc"));
        Node out = lookup("out");
        assertThat(Mode.isSymlink(attributes.mode)).isTrue();
        assertErrno(Errno.ENOTDIR, () -> lookup(out, "passwd"));
        assertErrno(Errno.ENOTDIR, () -> local.openDirectory(ROOT, out));
        assertErrno(Errno.ENOTDIR, () -> local.create(ROOT, out, Name.of("new"), OpenFlags.RDWR, 0600, attributes));
        Walk walk = new Walk();
        byte[] path = "out/ssl/certs".getBytes(StandardCharsets.UTF_8);
        local.walk(ROOT, root, path, 0, path.length, walk);
        assertThat(walk.node).isEqualTo(out);
        assertThat(walk.used).isEqualTo(3);
    }

    @Test
    void shouldStayInsideWhileADirectoryBecomesALinkAndBack() throws Exception {
        try (Host outside = new Host(Host.DISK)) {
            Files.createDirectories(outside.path("b/c"));
            Files.writeString(outside.path("b/c/file"), "outside");
            Files.createDirectories(host.path("a/b/c"));
            Files.writeString(host.path("a/b/c/file"), "inside");
            Files.createSymbolicLink(host.path("link"), outside.directory());
            AtomicBoolean stop = new AtomicBoolean();
            Thread swapper = new Thread(() -> swap(host.path("a"), host.path("link"), stop));
            swapper.start();
            byte[] path = "a/b/c/file".getBytes(StandardCharsets.UTF_8);
            Walk walk = new Walk();
            int found = 0;
            int stopped = 0;
            for (int i = 0; i < 200_000 && (found < 2000 || stopped < 2000); i++) {
                local.walk(ROOT, root, path, 0, path.length, walk);
                if (walk.used < path.length) {
                    stopped++;
                    continue;
                }
                found++;
                OpenFile file = local.open(ROOT, walk.node, OpenFlags.RDONLY);
                assertThat(read(file)).isEqualTo("inside");
                file.close();
            }
            stop.set(true);
            swapper.join(10_000);
            assertThat(swapper.isAlive()).isFalse();
            assertThat(found).isPositive();
            assertThat(stopped).isPositive();
        }
    }

    @Test
    void shouldNotSeeWhatIsMountedBeneath() throws Exception {
        Files.createDirectory(host.path("mounted"));
        Files.writeString(host.path("mounted/below"), "x");
        Host.run("mount", "-t", "tmpfs", "tmpfs", host.path("mounted").toString());
        try {
            Files.writeString(host.path("mounted/above"), "x");
            assertThat(list(lookup("mounted"))).containsExactlyInAnyOrder(".", "..", "below");
            assertThat(lookup(lookup("mounted"), "above")).isNull();
        } finally {
            Host.run("umount", host.path("mounted").toString());
        }
    }

    @Test
    void shouldTellNothingOfTheDirectoryAbove() throws Exception {
        long[] above = {0};
        local.openDirectory(ROOT, root).read(ROOT, 0, (name, inode, type, next) -> {
            above[0] = name.toString().equals("..") ? inode : above[0];
            return true;
        });
        assertThat(above[0]).isEqualTo(getattr(root).inode);
    }

    private static void swap(Path one, Path two, AtomicBoolean stop) {
        try {
            Scratch scratch = Scratch.get();
            byte[] first = one.toString().getBytes(StandardCharsets.UTF_8);
            byte[] second = two.toString().getBytes(StandardCharsets.UTF_8);
            long from = scratch.first.put(first, 0, first.length);
            long to = scratch.second.put(second, 0, second.length);
            while (!stop.get()) {
                check(LIBC.renameat2(Fcntl.AT_FDCWD, from, Fcntl.AT_FDCWD, to, RenameFlags.EXCHANGE));
            }
        } catch (ErrnoException e) {
            throw new IllegalStateException(e);
        }
    }
}
