package org.danaus.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.danaus.libservice.AttributeChange;
import org.danaus.libservice.Attributes;
import org.danaus.libservice.Errno;
import org.danaus.libservice.FilesystemStatistics;
import org.danaus.libservice.Mode;
import org.danaus.libservice.Name;
import org.danaus.libservice.Node;
import org.danaus.libservice.OpenDirectory;
import org.danaus.libservice.OpenFile;
import org.danaus.libservice.OpenFlags;
import org.danaus.libservice.RenameFlags;
import org.danaus.libservice.Walk;
import org.junit.jupiter.api.Test;

/** Each operation, and what the host's own calls say afterwards. */
abstract class OperationsContract extends LocalFixture {
    @Test
    void shouldFindWhatTheHostHas() throws Exception {
        Path file = Files.writeString(host.path("file"), "hello");
        Node node = lookup("file");
        assertThat(attributes.size).isEqualTo(5);
        assertThat(attributes.inode).isEqualTo(Host.unixLong(file, "ino"));
        assertThat(attributes.mode).isEqualTo(Host.unix(file, "mode"));
        assertThat(attributes.links).isEqualTo(1);
        FileTime modified = Files.getLastModifiedTime(file);
        assertThat(Instant.ofEpochSecond(attributes.modifySeconds, attributes.modifyNanos))
                .isEqualTo(modified.toInstant());
        assertThat(lookup("file")).isSameAs(node);
        assertThat(lookup("absent")).isNull();
        assertErrno(Errno.ENOTDIR, () -> lookup(node, "below"));
    }

    @Test
    void shouldGiveHardLinksOneNode() throws Exception {
        createAndClose("one", "x");
        Node node = lookup("one");
        local.link(ROOT, node, root, Name.of("two"), attributes);
        assertThat(attributes.links).isEqualTo(2);
        assertThat(lookup("two")).isEqualTo(node);
        assertThat(Host.unix(host.path("one"), "nlink")).isEqualTo(2);
        assertErrno(Errno.EEXIST, () -> local.link(ROOT, node, root, Name.of("two"), attributes));
        assertErrno(Errno.EPERM, () -> local.link(ROOT, root, root, Name.of("three"), attributes));
    }

    @Test
    void shouldReadAndWriteAtOffsets() throws Exception {
        OpenFile file = create("file");
        assertThat(file.write(ROOT, 3, bytes("abc"))).isEqualTo(3);
        assertThat(file.write(ROOT, 0, bytes("xyz"))).isEqualTo(3);
        ByteBuffer part = ByteBuffer.allocateDirect(4);
        assertThat(file.read(ROOT, 1, part)).isEqualTo(4);
        assertThat(text(part)).isEqualTo("yzab");
        assertThat(file.read(ROOT, 6, ByteBuffer.allocateDirect(4))).isZero();
        assertThat(file.read(ROOT, 5, ByteBuffer.allocateDirect(4))).isEqualTo(1);
        file.flush(ROOT);
        file.fsync(ROOT, true);
        file.fsync(ROOT, false);
        file.close();
        assertThat(Files.readString(host.path("file"))).isEqualTo("xyzabc");
        OpenFile readOnly = local.open(ROOT, lookup("file"), OpenFlags.RDONLY);
        assertErrno(Errno.EBADF, () -> readOnly.write(ROOT, 0, bytes("x")));
        readOnly.close();
        OpenFile truncated = local.open(ROOT, lookup("file"), OpenFlags.WRONLY | OpenFlags.TRUNC);
        assertErrno(Errno.EBADF, () -> truncated.read(ROOT, 0, ByteBuffer.allocateDirect(1)));
        truncated.close();
        assertThat(Files.size(host.path("file"))).isZero();
    }

    @Test
    void shouldWriteWhereToldAlsoIfOpenedForAppending() throws Exception {
        OpenFile file = local.create(ROOT, root, Name.of("log"), OpenFlags.RDWR | OpenFlags.APPEND, 0600, attributes);
        assertThat(file.append(ROOT, bytes("12345"))).isZero();
        file.write(ROOT, 1, bytes("x"));
        ByteBuffer more = bytes("67");
        assertThat(file.append(ROOT, more)).isEqualTo(5);
        assertThat(more.hasRemaining()).isFalse();
        assertThat(file.append(ROOT, ByteBuffer.allocateDirect(0))).isEqualTo(7);
        assertThat(read(file)).isEqualTo("1x34567");
        file.close();
    }

    @Test
    void shouldKeepHolesBeyondFourGibibytes() throws Exception {
        OpenFile file = create("sparse");
        long far = 5L << 30;
        file.write(ROOT, far, bytes("end"));
        assertThat(file.seek(ROOT, 0, false)).isLessThanOrEqualTo(far).isGreaterThan(far - (1 << 22));
        assertThat(file.seek(ROOT, 0, true)).isZero();
        assertThat(file.seek(ROOT, far, true)).isEqualTo(far + 3);
        assertErrno(Errno.ENXIO, () -> file.seek(ROOT, far + 3, false));
        assertThat(getattr(file.node()).blocks * 512).isLessThan(1 << 24);
        file.fallocate(ROOT, 0, 0, 1 << 20);
        assertThat(getattr(file.node()).blocks * 512).isGreaterThanOrEqualTo(1 << 20);
        file.fallocate(ROOT, 3, 0, 1 << 20);
        assertThat(getattr(file.node()).size).isEqualTo(far + 3);
        assertErrno(Errno.EOPNOTSUPP, () -> file.fallocate(ROOT, 0x4000, 0, 10));
        file.close();
    }

    @Test
    void shouldCopyRanges() throws Exception {
        OpenFile from = create("from");
        from.write(ROOT, 0, bytes("0123456789"));
        OpenFile to = create("to");
        assertThat(from.copyRange(ROOT, 2, to, 1, 4)).isEqualTo(4);
        assertThat(from.copyRange(ROOT, 10, to, 1, 4)).isZero();
        assertThat(read(to)).isEqualTo("\u00002345");
        assertErrno(Errno.EINVAL, () -> from.copyRange(ROOT, 0, from, 2, 5));
        OpenFile log = local.open(ROOT, to.node(), OpenFlags.WRONLY | OpenFlags.APPEND);
        assertErrno(Errno.EBADF, () -> from.copyRange(ROOT, 0, log, 0, 5));
        log.close();
        to.close();
        from.close();
    }

    @Test
    void shouldChangeAttributesTogether() throws Exception {
        createAndClose("file", "content");
        AttributeChange change = new AttributeChange();
        change.mask = AttributeChange.SIZE
                | AttributeChange.UID
                | AttributeChange.GID
                | AttributeChange.MODE
                | AttributeChange.ACCESS
                | AttributeChange.MODIFY;
        change.size = 3;
        change.uid = 7;
        change.gid = 8;
        change.mode = 04751;
        change.accessSeconds = -5;
        change.accessNanos = 6;
        change.modifySeconds = 5_000_000_000L;
        change.modifyNanos = 123_456_789;
        local.setattr(ROOT, lookup("file"), null, change, attributes);
        assertThat(attributes.size).isEqualTo(3);
        assertThat(attributes.uid).isEqualTo(7);
        assertThat(attributes.gid).isEqualTo(8);
        assertThat(attributes.mode).isEqualTo(Mode.REGULAR | 04751);
        assertThat(attributes.accessSeconds).isEqualTo(-5);
        assertThat(attributes.modifySeconds).isEqualTo(5_000_000_000L);
        assertThat(attributes.modifyNanos).isEqualTo(123_456_789);
        assertThat(Host.run("stat", "-c", "%u %g %a %s %Y", host.path("file").toString()))
                .isEqualTo("7 8 4751 3 5000000000");
    }

    @Test
    void shouldClearSetUserIdWhenTheOwnerChanges() throws Exception {
        createAndClose("file", "content");
        Node node = lookup("file");
        AttributeChange change = new AttributeChange();
        change.mask = AttributeChange.MODE;
        change.mode = 06755;
        local.setattr(ROOT, node, null, change, attributes);
        change.mask = AttributeChange.UID;
        change.uid = 9;
        local.setattr(ROOT, node, null, change, attributes);
        assertThat(attributes.mode).isEqualTo(Mode.REGULAR | 0755);
    }

    @Test
    void shouldRefuseImpossibleChangesBeforeAnyOfThem() throws Exception {
        createAndClose("file", "content");
        Node node = lookup("file");
        AttributeChange change = new AttributeChange();
        change.mask = AttributeChange.SIZE | AttributeChange.MODIFY;
        change.size = 0;
        change.modifyNanos = 1_000_000_000;
        assertErrno(Errno.EINVAL, () -> local.setattr(ROOT, node, null, change, attributes));
        assertThat(Files.size(host.path("file"))).isEqualTo(7);
        change.mask = AttributeChange.SIZE;
        assertErrno(Errno.EISDIR, () -> local.setattr(ROOT, root, null, change, attributes));
        change.size = -1;
        assertErrno(Errno.EINVAL, () -> local.setattr(ROOT, node, null, change, attributes));
    }

    @Test
    void shouldChangeASymbolicLinkAndNotItsTarget() throws Exception {
        createAndClose("target", "x");
        Node link = local.symlink(ROOT, root, Name.of("link"), "target".getBytes(StandardCharsets.UTF_8), attributes);
        assertThat(new String(local.readlink(ROOT, link), StandardCharsets.UTF_8))
                .isEqualTo("target");
        assertThat(Files.readSymbolicLink(host.path("link"))).isEqualTo(Path.of("target"));
        AttributeChange change = new AttributeChange();
        change.mask = AttributeChange.UID | AttributeChange.MODIFY;
        change.uid = 33;
        change.modifySeconds = 77;
        local.setattr(ROOT, link, null, change, attributes);
        assertThat(attributes.uid).isEqualTo(33);
        assertThat(attributes.modifySeconds).isEqualTo(77);
        assertThat(Host.unix(host.path("target"), "uid")).isZero();
        change.mask = AttributeChange.MODE;
        assertErrno(Errno.EOPNOTSUPP, () -> local.setattr(ROOT, link, null, change, attributes));
        assertErrno(Errno.ELOOP, () -> local.open(ROOT, link, OpenFlags.RDONLY));
        assertErrno(Errno.EINVAL, () -> local.readlink(ROOT, lookup("target")));
    }

    @Test
    void shouldMakeSpecialFilesAndNeverOpenThem() throws Exception {
        Node pipe = local.mknod(ROOT, root, Name.of("pipe"), Mode.FIFO | 0640, 0, attributes);
        assertThat(attributes.mode).isEqualTo(Mode.FIFO | 0640);
        Node device = local.mknod(ROOT, root, Name.of("null"), Mode.CHARACTER_DEVICE | 0666, 0x103, attributes);
        assertThat(attributes.device).isEqualTo(0x103);
        assertThat(Host.run("stat", "-c", "%F %t:%T", host.path("null").toString()))
                .isEqualTo("character special file 1:3");
        Node socket = local.mknod(ROOT, root, Name.of("socket"), Mode.SOCKET | 0600, 0, attributes);
        for (Node special : List.of(pipe, device, socket)) {
            assertErrno(Errno.ENXIO, () -> local.open(ROOT, special, OpenFlags.RDWR));
        }
        local.mknod(ROOT, root, Name.of("plain"), 0604, 0, attributes);
        assertThat(attributes.mode).isEqualTo(Mode.REGULAR | 0604);
        assertErrno(Errno.EISDIR, () -> local.open(ROOT, root, OpenFlags.RDONLY));
    }

    @Test
    void shouldRemoveAndRename() throws Exception {
        Node directory = mkdir(root, "directory");
        createAndClose("file", "x");
        Node file = lookup("file");
        assertErrno(Errno.EISDIR, () -> local.unlink(ROOT, root, Name.of("directory")));
        assertErrno(Errno.ENOTDIR, () -> local.rmdir(ROOT, root, Name.of("file")));
        local.rename(ROOT, root, Name.of("file"), directory, Name.of("moved"), 0);
        assertThat(lookup(directory, "moved")).isEqualTo(file);
        assertThat(lookup("file")).isNull();
        assertErrno(Errno.ENOTEMPTY, () -> local.rmdir(ROOT, root, Name.of("directory")));
        createAndClose("other", "y");
        Node other = lookup("other");
        assertErrno(
                Errno.EEXIST,
                () -> local.rename(ROOT, root, Name.of("other"), directory, Name.of("moved"), RenameFlags.NOREPLACE));
        local.rename(ROOT, root, Name.of("other"), directory, Name.of("moved"), RenameFlags.EXCHANGE);
        assertThat(lookup("other")).isEqualTo(file);
        local.rename(ROOT, root, Name.of("other"), directory, Name.of("moved"), RenameFlags.WHITEOUT);
        assertThat(lookup(directory, "moved")).isEqualTo(file);
        assertThat(lookup("other")).isNotNull();
        assertThat(Mode.entryType(attributes.mode)).isEqualTo(Mode.entryType(Mode.CHARACTER_DEVICE));
        assertThat(attributes.device).isZero();
        local.getattr(ROOT, other, attributes);
        assertThat(attributes.links).isZero();
        assertErrno(Errno.EINVAL, () -> local.rename(ROOT, root, Name.of("directory"), directory, Name.of("in"), 0));
        local.unlink(ROOT, directory, Name.of("moved"));
        local.rmdir(ROOT, root, Name.of("directory"));
        assertErrno(Errno.ENOENT, () -> local.unlink(ROOT, root, Name.of("file")));
        assertThat(Files.exists(host.path("directory"), LinkOption.NOFOLLOW_LINKS))
                .isFalse();
    }

    @Test
    void shouldKeepADeletedFileWhileItIsOpen() throws Exception {
        OpenFile file = create("file");
        file.write(ROOT, 0, bytes("still"));
        Node node = file.node();
        local.unlink(ROOT, root, Name.of("file"));
        assertThat(getattr(node).links).isZero();
        AttributeChange change = new AttributeChange();
        change.mask = AttributeChange.SIZE | AttributeChange.MODE | AttributeChange.UID | AttributeChange.MODIFY;
        change.size = 4;
        change.mode = 0600;
        change.uid = 5;
        local.setattr(ROOT, node, file, change, attributes);
        assertThat(attributes.mode).isEqualTo(Mode.REGULAR | 0600);
        change.mask = AttributeChange.SIZE;
        change.size = 3;
        local.setattr(ROOT, node, null, change, attributes);
        local.setxattr(ROOT, node, Name.of("trusted.left"), bytes("1"), 0);
        assertThat(local.getxattr(ROOT, node, Name.of("trusted.left"), ByteBuffer.allocateDirect(8)))
                .isEqualTo(1);
        assertThat(read(file)).isEqualTo("sti");
        OpenFile again = local.open(ROOT, node, OpenFlags.RDWR);
        file.close();
        assertThat(read(again)).isEqualTo("sti");
        assertErrno(Errno.ENOENT, () -> local.link(ROOT, node, root, Name.of("back"), attributes));
        again.close();
    }

    @Test
    void shouldNameAFileThatWasMadeWithoutName() throws Exception {
        OpenFile file = local.createUnnamed(USER, root, OpenFlags.RDWR, 0640, attributes);
        assertThat(attributes.links).isZero();
        assertThat(attributes.uid).isEqualTo(1000);
        assertThat(attributes.mode).isEqualTo(Mode.REGULAR | 0640);
        file.write(ROOT, 0, bytes("named"));
        local.link(USER, file.node(), root, Name.of("name"), attributes);
        file.close();
        assertThat(Files.readString(host.path("name"))).isEqualTo("named");
    }

    @Test
    void shouldKeepExtendedAttributes() throws Exception {
        createAndClose("file", "x");
        Node link = local.symlink(ROOT, root, Name.of("link"), "file".getBytes(StandardCharsets.UTF_8), attributes);
        Node pipe = local.mknod(ROOT, root, Name.of("pipe"), Mode.FIFO | 0600, 0, attributes);
        for (Node node : List.of(lookup("file"), link, pipe, root)) {
            Name name = Name.of("trusted.a");
            local.setxattr(ROOT, node, name, bytes("value"), 0);
            assertErrno(Errno.EEXIST, () -> local.setxattr(ROOT, node, name, bytes("value"), 1));
            assertErrno(Errno.ENODATA, () -> local.setxattr(ROOT, node, Name.of("trusted.b"), bytes("v"), 2));
            assertThat(local.getxattr(ROOT, node, name, ByteBuffer.allocateDirect(0)))
                    .isEqualTo(5);
            assertErrno(Errno.ERANGE, () -> local.getxattr(ROOT, node, name, ByteBuffer.allocateDirect(2)));
            ByteBuffer value = ByteBuffer.allocateDirect(10);
            assertThat(local.getxattr(ROOT, node, name, value)).isEqualTo(5);
            assertThat(text(value)).isEqualTo("value");
            ByteBuffer onHeap = ByteBuffer.allocate(100);
            assertThat(local.listxattr(ROOT, node, onHeap)).isEqualTo(onHeap.position());
            assertThat(text(onHeap)).contains("trusted.a\0");
            local.removexattr(ROOT, node, name);
            assertErrno(Errno.ENODATA, () -> local.getxattr(ROOT, node, name, ByteBuffer.allocateDirect(10)));
        }
        local.setxattr(ROOT, link, Name.of("security.x"), ByteBuffer.wrap(new byte[] {1}), 0);
        assertThat(local.getxattr(ROOT, link, Name.of("security.x"), ByteBuffer.allocateDirect(9)))
                .isEqualTo(1);
        assertErrno(
                Errno.ENODATA,
                () -> local.getxattr(ROOT, lookup("file"), Name.of("security.x"), ByteBuffer.allocateDirect(9)));
        assertErrno(Errno.EPERM, () -> local.setxattr(ROOT, link, Name.of("user.x"), bytes("1"), 0));
    }

    @Test
    void shouldListFromAnyCookieWhileEntriesGo() throws Exception {
        for (int i = 0; i < 3000; i++) {
            Files.createFile(host.path("entry" + i));
        }
        Files.createDirectory(host.path("sub"));
        List<String> names = new ArrayList<>();
        OpenDirectory open = local.openDirectory(ROOT, root);
        long[] cookie = {0};
        int[] room = {0};
        boolean[] more = {true};
        while (more[0]) {
            room[0] = 7;
            more[0] = false;
            open.read(ROOT, cookie[0], (name, inode, type, next) -> {
                more[0] = true;
                if (room[0]-- == 0) {
                    return false;
                }
                assertThat(next).isPositive();
                names.add(name.toString());
                cookie[0] = next;
                if (!name.isDots()) {
                    boolean directory = name.toString().equals("sub");
                    assertThat(type).isEqualTo(Mode.entryType(directory ? Mode.DIRECTORY : Mode.REGULAR));
                    assertThat(local.lookup(ROOT, root, name, attributes)).isNotNull();
                    assertThat(inode).isEqualTo(attributes.inode);
                }
                if (!name.isDots() && !name.toString().equals("sub")) {
                    local.unlink(ROOT, root, name);
                }
                return true;
            });
        }
        assertThat(names).hasSize(3003).doesNotHaveDuplicates();
        names.clear();
        open.read(ROOT, 0, (name, inode, type, next) -> {
            assertThat(inode).isEqualTo(name.toString().equals("sub") ? inode : getattr(root).inode);
            return names.add(name.toString());
        });
        assertThat(names).containsExactlyInAnyOrder(".", "..", "sub");
        open.fsync(ROOT, false);
        open.close();
        assertErrno(Errno.ENOTDIR, () -> {
            createAndClose("file", "");
            local.openDirectory(ROOT, lookup("file"));
        });
    }

    @Test
    void shouldWalkAsByComponents() throws Exception {
        Files.createDirectories(host.path("a/b/c"));
        Files.writeString(host.path("a/b/c/file"), "x");
        Files.createSymbolicLink(host.path("a/link"), Path.of("b"));
        Walk walk = new Walk();
        walk(walk, "a/b/c/file");
        assertThat(walk.used).isEqualTo(10);
        assertThat(walk.attributes.size).isEqualTo(1);
        assertThat(walk.parent).isEqualTo(lookup(lookup(lookup("a"), "b"), "c"));
        assertThat(walk.node).isEqualTo(lookup(walk.parent, "file"));
        walk(walk, "a/link/c/file");
        assertThat(walk.used).isEqualTo(6);
        assertThat(Mode.isSymlink(walk.attributes.mode)).isTrue();
        walk(walk, "a/b/../b/c");
        assertThat(walk.used).isEqualTo(3);
        walk(walk, "a//b/./c/");
        assertThat(walk.node).isEqualTo(lookup(lookup(lookup("a"), "b"), "c"));
        walk(walk, "");
        assertThat(walk.node).isEqualTo(root);
        assertThat(walk.parent).isNull();
        assertErrno(Errno.ENOENT, () -> walk(walk, "a/b/absent"));
        assertErrno(Errno.ENOENT, () -> walk(walk, "a/absent/c/d"));
        assertErrno(Errno.ENOTDIR, () -> walk(walk, "a/b/c/file/below"));
        assertErrno(Errno.ENAMETOOLONG, () -> walk(walk, "a/b/" + "x".repeat(256)));
    }

    @Test
    void shouldTellFilesystemStatistics() throws Exception {
        FilesystemStatistics statistics = new FilesystemStatistics();
        local.statfs(ROOT, root, statistics);
        String[] expected = Host.run(
                        "stat", "-f", "-c", "%S %b %l", host.directory().toString())
                .split(" ");
        assertThat(statistics.fragmentSize).isEqualTo(Long.parseLong(expected[0]));
        assertThat(statistics.blocks).isEqualTo(Long.parseLong(expected[1]));
        assertThat(statistics.maximumName).isEqualTo(Integer.parseInt(expected[2]));
        local.sync(ROOT);
        local.refresh(ROOT);
    }

    @Test
    void shouldTakeNamesOfAnyBytes() throws Exception {
        byte[] odd = {(byte) 0xff, (byte) 0xfe, '\n', ' ', (byte) 0x80};
        local.create(ROOT, root, Name.component(odd), OpenFlags.RDWR, 0644, attributes)
                .close();
        List<Name> names = new ArrayList<>();
        OpenDirectory open = local.openDirectory(ROOT, root);
        open.read(ROOT, 0, (name, inode, type, next) -> names.add(name));
        open.close();
        assertThat(names).contains(Name.component(odd));
        Name longest = Name.of("n".repeat(255));
        local.create(ROOT, root, longest, OpenFlags.RDWR, 0644, attributes).close();
        assertThat(lookup(longest.toString())).isNotNull();
        assertErrno(Errno.EEXIST, () -> create(longest.toString()));
    }

    @Test
    void shouldKeepBirthAndUnchangedTimes() throws Exception {
        createAndClose("file", "x");
        Attributes before = getattr(lookup("file"));
        assertThat(before.birthSeconds).isPositive();
        AttributeChange change = new AttributeChange();
        change.mask = AttributeChange.ACCESS;
        change.accessSeconds = 1;
        local.setattr(ROOT, lookup("file"), null, change, attributes);
        assertThat(attributes.modifySeconds).isEqualTo(before.modifySeconds);
        assertThat(attributes.modifyNanos).isEqualTo(before.modifyNanos);
        change.mask = AttributeChange.ACCESS | AttributeChange.ACCESS_NOW;
        local.setattr(ROOT, lookup("file"), null, change, attributes);
        assertThat(attributes.accessSeconds).isGreaterThanOrEqualTo(before.accessSeconds);
    }

    private void walk(Walk walk, String path) throws Exception {
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        local.walk(ROOT, root, bytes, 0, bytes.length, walk);
    }
}
