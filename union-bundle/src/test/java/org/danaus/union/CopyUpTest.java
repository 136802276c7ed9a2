package org.danaus.union;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import org.danaus.libservice.AttributeChange;
import org.danaus.libservice.Attributes;
import org.danaus.libservice.Caller;
import org.danaus.libservice.Errno;
import org.danaus.libservice.Node;
import org.danaus.libservice.OpenFile;
import org.danaus.libservice.OpenFlags;
import org.junit.jupiter.api.Test;

class CopyUpTest extends OnHostTest {
    @Test
    void shouldLeaveTheLowerFileAlone() throws Exception {
        disk.file("bottom/file", "lower");
        open("overlay").write("file", "changed");
        assertThat(union.read("file")).isEqualTo("changed");
        assertThat(Files.readString(host.file("bottom/file"))).isEqualTo("lower");
    }

    @Test
    void shouldKeepOwnerModeTimesAndAttributes() throws Exception {
        disk.file("bottom/file", "lower").setxattr("bottom/file", "user.mark", "m");
        Host.run("chown", "12:34", host.file("bottom/file").toString());
        Host.run("chmod", "4751", host.file("bottom/file").toString());
        Host.run(
                "touch",
                "-d",
                "2001-02-03 04:05:06.789",
                host.file("bottom/file").toString());
        open("overlay").setxattr("file", "user.other", "o");
        assertThat(Host.run(
                        "stat", "-c", "%u %g %a %Y %X", host.file("top/file").toString()))
                .isEqualTo(Host.run(
                        "stat", "-c", "%u %g %a %Y %X", host.file("bottom/file").toString()));
        assertThat(union.getxattr("file", "user.mark")).isEqualTo("m");
        assertThat(union.stat("file").modifyNanos).isEqualTo(789_000_000);
    }

    @Test
    void shouldReplicateParentsWithOwnerModeAndTimes() throws Exception {
        disk.mkdir("bottom/a").mkdir("bottom/a/b").file("bottom/a/b/file", "lower");
        Host.run("chown", "12:34", host.file("bottom/a").toString());
        Host.run("chmod", "2711", host.file("bottom/a").toString());
        Host.run("touch", "-d", "2001-02-03 04:05:06", host.file("bottom/a").toString());
        open("overlay").chmod("a/b/file", 0600);
        assertThat(Host.run("stat", "-c", "%u %g %a %Y", host.file("top/a").toString()))
                .isEqualTo(Host.run(
                        "stat", "-c", "%u %g %a %Y", host.file("bottom/a").toString()));
    }

    @Test
    void shouldKeepHoles() throws Exception {
        long size = 64L << 20;
        try (SeekableByteChannel channel = Files.newByteChannel(
                host.file("bottom/sparse"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.position(16L << 20).write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
            channel.position(size - 1).write(ByteBuffer.wrap(new byte[] {4}));
        }
        Host.run(
                "truncate",
                "-s",
                Long.toString(size * 2),
                host.file("bottom/sparse").toString());
        open("overlay").chmod("sparse", 0600);
        Attributes copy = union.stat("sparse");
        assertThat(copy.size).isEqualTo(size * 2);
        assertThat(copy.blocks * 512).isLessThan(1 << 20);
        Host.run(
                "cmp",
                host.file("bottom/sparse").toString(),
                host.file("top/sparse").toString());
    }

    @Test
    void shouldShowWhatIsWrittenToAnOpenReadOnlyFile() throws Exception {
        disk.file("bottom/file", "lower");
        OpenFile reader = open("overlay").open("file", OpenFlags.RDONLY);
        assertThat(Tree.read(reader)).isEqualTo("lower");
        OpenFile writer = union.open("file", OpenFlags.WRONLY);
        writer.write(Caller.SERVICE, 0, Tree.buffer("LOW"));
        assertThat(Tree.read(reader)).isEqualTo("LOWer");
        writer.close();
        reader.close();
    }

    @Test
    void shouldKeepTheInodeNumberOverCopyUpAndRestart() throws Exception {
        disk.mkdir("bottom/dir").file("bottom/dir/file", "lower");
        open("overlay");
        long file = union.stat("dir/file").inode;
        long directory = union.stat("dir").inode;
        union.write("dir/file", "changed");
        assertThat(union.stat("dir/file").inode).isEqualTo(file);
        assertThat(union.entries(union.get("dir"))).containsEntry("file", file);
        reopen("overlay");
        assertThat(union.stat("dir/file").inode).isEqualTo(file);
        assertThat(union.entries(union.get("dir"))).containsEntry("file", file);
        assertThat(union.stat("dir").inode).isEqualTo(directory);
        assertThat(union.entries(union.get(""))).containsEntry("dir", directory);
    }

    @Test
    void shouldChangeADeletedLowerFileThroughItsOpenFile() throws Exception {
        disk.file("bottom/file", "lower");
        OpenFile reader = open("overlay").open("file", OpenFlags.RDONLY);
        Node node = union.get("file");
        union.unlink("file");
        AttributeChange change = new AttributeChange();
        change.mask = AttributeChange.MODE;
        change.mode = 0600;
        union.layer.setattr(Caller.SERVICE, node, reader, change, new Attributes());
        assertThat(union.stat(node).mode & 0777).isEqualTo(0600);
        assertThat(union.stat(node).links).isZero();
        assertThat(Tree.read(reader)).isEqualTo("lower");
        assertThat(union.exists("file")).isFalse();
        reader.close();
    }

    @Test
    void shouldCopyOnlyWhatATruncationKeeps() throws Exception {
        disk.file("bottom/file", "lower text");
        open("overlay").truncate("file", 5);
        assertThat(union.read("file")).isEqualTo("lower");
        union.truncate("file", 8);
        assertThat(union.read("file")).isEqualTo("lower\0\0\0");
    }

    @Test
    void shouldCopySymbolicLinksAndSpecialFiles() throws Exception {
        disk.symlink("bottom/symlink", "target");
        Host.run("mknod", host.file("bottom/device").toString(), "c", "1", "3");
        Host.run("mkfifo", host.file("bottom/fifo").toString());
        open("overlay").link("symlink", "symlink-too").chmod("device", 0600).chmod("fifo", 0622);
        assertThat(Host.run("stat", "-c", "%F %t %T %a", host.file("top/device").toString()))
                .isEqualTo("character special file 1 3 600");
        assertThat(Host.run("stat", "-c", "%F %a", host.file("top/fifo").toString()))
                .isEqualTo("fifo 622");
        assertThat(Host.run("readlink", host.file("top/symlink-too").toString()))
                .isEqualTo("target");
        assertThat(union.stat("symlink").links).isEqualTo(2);
    }

    @Test
    void shouldNotShowItsOwnAttributes() throws Exception {
        disk.mkdir("bottom/dir").file("bottom/dir/file", "lower");
        open("overlay").chmod("dir/file", 0600).rename("dir", "moved");
        for (String path : new String[] {"moved", "moved/file"}) {
            assertThat(Xattrs.list(union.layer, union.get(path))).isEmpty();
        }
        assertThat(union.getxattr("moved", "trusted.overlay.redirect")).isNull();
        assertThatThrownBy(() -> union.setxattr("moved", "trusted.overlay.opaque", "y"))
                .isSameAs(Errno.EPERM.exception());
    }

    @Test
    void shouldLoseNothingIfTheUpperBranchIsFull() throws Exception {
        Host.run(
                "mount",
                "-t",
                "tmpfs",
                "-o",
                "size=64k",
                "small",
                host.file("top").toString());
        try {
            Files.write(host.file("bottom/large"), new byte[1 << 20]);
            disk.file("bottom/small", "lower");
            Tree small = new Tree(new org.danaus.local.LocalFactory()
                    .create(
                            new Unions.Context(null, java.util.Map.of()),
                            java.util.Map.of("directory", host.file("top").toString())));
            Tree full = new Tree(Unions.open(
                    host.layer(), java.util.Map.of("small", small.layer), "overlay", "@small:rw", "bottom:ro"));
            java.util.List<String> before = full.dump(true);
            assertThatThrownBy(() -> full.chmod("large", 0600)).isSameAs(Errno.ENOSPC.exception());
            assertThat(full.dump(true)).isEqualTo(before);
            assertThat(small.list(".danaus/work")).isEmpty();
            full.write("small", "changed");
            assertThat(full.read("small")).isEqualTo("changed");
            small.layer.close();
        } finally {
            Host.run("umount", "-l", host.file("top").toString());
        }
    }

    @Test
    void shouldKeepHardLinksTogether() throws Exception {
        disk.file("bottom/one", "lower").link("bottom/one", "bottom/two");
        open("overlay").write("one", "changed");
        assertThat(union.read("two")).isEqualTo("changed");
        assertThat(union.get("two")).isEqualTo(union.get("one"));
        assertThat(union.stat("two").links).isEqualTo(2);
        reopen("overlay");
        assertThat(union.read("two")).isEqualTo("changed");
        assertThat(union.stat("two").links).isEqualTo(2);
        assertThat(union.stat("two").inode).isEqualTo(union.stat("one").inode);
        union.unlink("one");
        assertThat(union.stat("two").links).isEqualTo(1);
        union.unlink("two");
        assertThat(disk.list("top/.danaus/index")).isEmpty();
    }
}
