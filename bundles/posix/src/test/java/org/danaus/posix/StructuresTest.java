package org.danaus.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.danaus.posix.Posix.LIBC;
import static org.danaus.posix.Posix.check;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.FilesystemStatistics;
import org.danaus.libservice.Lease;
import org.danaus.libservice.Name;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each structure, filled by the kernel or read by it, against what the JDK's own calls say. */
class StructuresTest {
    private static final int RDWR = 2;

    private final Scratch scratch = Scratch.get();
    private Path directory;
    private Path path;
    private int file;

    @BeforeEach
    void open() throws Exception {
        directory = Files.createTempDirectory("danaus-posix-");
        path = Files.writeString(directory.resolve("file"), "content");
        file = check(LIBC.open(scratch.first.put(path.toString()), RDWR | Fcntl.O_CLOEXEC, 0));
    }

    @AfterEach
    void close() throws IOException {
        LIBC.close(file);
        Files.delete(path);
        Files.delete(directory);
    }

    @Test
    void shouldReadStatx() throws Exception {
        check(LIBC.statx(
                file,
                Scratch.EMPTY.address(),
                Fcntl.AT_EMPTY_PATH,
                Statx.ALL | Statx.MOUNT_ID,
                scratch.statx.address()));
        Statx statx = scratch.statx;
        Map<String, Object> expected = Files.readAttributes(path, "unix:*");
        assertThat(statx.inode()).isEqualTo(expected.get("ino"));
        assertThat(statx.device()).isEqualTo(expected.get("dev"));
        assertThat(statx.special()).isEqualTo(expected.get("rdev"));
        assertThat(statx.mode()).isEqualTo(expected.get("mode"));
        assertThat(statx.links()).isEqualTo(expected.get("nlink"));
        assertThat(statx.uid()).isEqualTo(expected.get("uid"));
        assertThat(statx.gid()).isEqualTo(expected.get("gid"));
        assertThat(statx.size()).isEqualTo(expected.get("size"));
        assertThat(time(statx.accessSeconds(), statx.accessNanos())).isEqualTo(expected.get("lastAccessTime"));
        assertThat(time(statx.modifySeconds(), statx.modifyNanos())).isEqualTo(expected.get("lastModifiedTime"));
        assertThat(time(statx.changeSeconds(), statx.changeNanos())).isEqualTo(expected.get("ctime"));
        assertThat(time(statx.birthSeconds(), statx.birthNanos())).isEqualTo(expected.get("creationTime"));
        assertThat(statx.blocks()).isPositive();
        assertThat(statx.blockSize()).isPositive();
        assertThat(Files.readString(Path.of("/proc/self/mountinfo"))).containsPattern("(?m)^" + statx.mountId() + " ");
    }

    @Test
    void shouldPackDeviceNumbersAsTheCLibraryDoes() throws Exception {
        assertThat(Device.number(1, 3)).isEqualTo(Files.getAttribute(Path.of("/dev/null"), "unix:rdev"));
        long large = Device.number(0x12345, 0xabcdef);
        assertThat(large).isEqualTo(0x1200abcd345efL);
        assertThat(Device.major(large)).isEqualTo(0x12345);
        assertThat(Device.minor(large)).isEqualTo(0xabcdef);
    }

    @Test
    void shouldWriteTimes() throws Exception {
        scratch.times.access(11, 22);
        scratch.times.modify(5_000_000_000L, 44);
        check(LIBC.utimensat(file, Scratch.EMPTY.address(), scratch.times.address(), Fcntl.AT_EMPTY_PATH));
        assertThat(Files.getAttribute(path, "lastAccessTime")).isEqualTo(time(11, 22));
        assertThat(Files.getLastModifiedTime(path)).isEqualTo(time(5_000_000_000L, 44));
        scratch.times.access(0, Timespec.OMIT);
        scratch.times.modify(0, Timespec.NOW);
        check(LIBC.utimensat(file, Scratch.EMPTY.address(), scratch.times.address(), Fcntl.AT_EMPTY_PATH));
        assertThat(Files.getAttribute(path, "lastAccessTime")).isEqualTo(time(11, 22));
        assertThat(Files.getLastModifiedTime(path)).isLessThan(time(5_000_000_000L, 0));
    }

    @Test
    void shouldLockRanges() throws Exception {
        scratch.lock.set(Flock.WRITE, 10, 19);
        check(LIBC.fcntl(file, Fcntl.F_OFD_SETLK, scratch.lock.address()));
        int other = check(LIBC.open(scratch.link.putDescriptor(file), RDWR | Fcntl.O_CLOEXEC, 0));
        scratch.lock.set(Flock.READ, 20, Long.MAX_VALUE);
        check(LIBC.fcntl(other, Fcntl.F_OFD_GETLK, scratch.lock.address()));
        assertThat(scratch.lock.type()).isEqualTo(Flock.UNLOCK);
        scratch.lock.set(Flock.READ, 19, 19);
        check(LIBC.fcntl(other, Fcntl.F_OFD_GETLK, scratch.lock.address()));
        assertThat(scratch.lock.type()).isEqualTo(Flock.WRITE);
        LIBC.close(other);
    }

    @Test
    void shouldReadFilesystemStatistics() throws Exception {
        check(LIBC.fstatvfs(file, scratch.statvfs.address()));
        FilesystemStatistics statistics = new FilesystemStatistics();
        scratch.statvfs.copyTo(statistics);
        assertThat(statistics.blocks * statistics.fragmentSize)
                .isEqualTo(Files.getFileStore(path).getTotalSpace());
        assertThat(statistics.maximumName).isEqualTo(255);
        assertThat(statistics.freeBlocks).isGreaterThanOrEqualTo(statistics.availableBlocks);
        assertThat(statistics.files).isGreaterThanOrEqualTo(statistics.freeFiles);
        assertThat(scratch.statvfs.isReadOnly()).isFalse();
    }

    @Test
    void shouldReadDirectoryRecords() throws Exception {
        int open = check(LIBC.open(scratch.first.put(directory.toString()), Fcntl.O_DIRECTORY | Fcntl.O_CLOEXEC, 0));
        ByteBuffer records = NativeMemory.buffer(4096);
        int filled = (int) check(LIBC.getdents64(open, NativeMemory.address(records), records.capacity()));
        Set<String> names = new TreeSet<>();
        byte[] bytes = new byte[256];
        for (int at = 0; at < filled; at += LinuxDirent64.length(records, at)) {
            String name = new String(bytes, 0, LinuxDirent64.name(records, at, bytes), StandardCharsets.UTF_8);
            names.add(name);
            assertThat(LinuxDirent64.next(records, at)).isPositive();
            if (name.equals("file")) {
                assertThat(LinuxDirent64.inode(records, at)).isEqualTo(Files.getAttribute(path, "unix:ino"));
                assertThat(LinuxDirent64.type(records, at)).isEqualTo(8);
            }
        }
        assertThat(names).containsExactly(".", "..", "file");
        LIBC.close(open);
    }

    @Test
    void shouldKeepFileHandles() throws Exception {
        FileHandle handle = scratch.handle;
        handle.clear();
        check(LIBC.name_to_handle_at(
                file, Scratch.EMPTY.address(), handle.address(), handle.mountAddress(), Fcntl.AT_EMPTY_PATH));
        byte[] kept = handle.toBytes();
        assertThat(handle.isSame(kept)).isTrue();
        kept[kept.length - 1]++;
        assertThat(handle.isSame(kept)).isFalse();
        kept[kept.length - 1]--;
        handle.clear();
        handle.set(kept);
        int again = check(LIBC.open_by_handle_at(file, handle.address(), RDWR | Fcntl.O_CLOEXEC));
        ByteBuffer content = NativeMemory.buffer(7);
        assertThat(LIBC.pread(again, NativeMemory.address(content), 7, 0)).isEqualTo(7);
        assertThat(StandardCharsets.US_ASCII.decode(content).toString()).isEqualTo("content");
        LIBC.close(again);
    }

    @Test
    void shouldTakeVectorsOffsetsAndOpenHow() throws Exception {
        ByteBuffer text = NativeMemory.buffer(4);
        text.put(0, "more".getBytes(StandardCharsets.US_ASCII));
        scratch.vector.set(NativeMemory.address(text), 4);
        assertThat(check(LIBC.pwritev2(file, scratch.vector.address(), 1, -1, Fcntl.RWF_APPEND)))
                .isEqualTo(4);
        assertThat(Files.readString(path)).isEqualTo("contentmore");
        scratch.offsets.set(7, 0);
        long copied =
                LIBC.copy_file_range(file, scratch.offsets.fromAddress(), file, scratch.offsets.toAddress(), 4, null);
        assertThat(copied).isEqualTo(4);
        assertThat(Files.readString(path)).isEqualTo("moreentmore");
        scratch.how.set(Fcntl.O_PATH | Fcntl.O_CLOEXEC, 0, OpenHow.BENEATH);
        byte[] absolute = "/etc".getBytes(StandardCharsets.US_ASCII);
        long outside = scratch.first.put(absolute, 0, absolute.length);
        assertThatThrownBy(() -> check(LIBC.syscall(
                        SystemCall.OPENAT2, Fcntl.AT_FDCWD, outside, scratch.how.address(), OpenHow.BYTES)))
                .isSameAs(Errno.EXDEV.exception());
    }

    @Test
    void shouldFillStrings() throws Exception {
        NativeString string = new NativeString(NativeMemory.buffer(6));
        assertThat(string.room()).isEqualTo(5);
        string.put(Name.of("abc"));
        assertThat(new String(string.toBytes(4), StandardCharsets.US_ASCII)).isEqualTo("abc\0");
        assertThatThrownBy(() -> string.put(Name.of("abcdef"))).isSameAs(Errno.ENAMETOOLONG.exception());
        for (String bad : new String[] {".", "..", "a/b", "/"}) {
            Name name = Name.attribute(bad.getBytes(StandardCharsets.US_ASCII));
            assertThatThrownBy(() -> string.putComponent(name)).isSameAs(Errno.EINVAL.exception());
        }
        for (int descriptor : new int[] {0, 9, 10, 123, 19_999, Integer.MAX_VALUE}) {
            scratch.link.putDescriptor(descriptor);
            String expected = "/proc/self/fd/" + descriptor + "\0";
            assertThat(new String(scratch.link.toBytes(expected.length()), StandardCharsets.US_ASCII))
                    .isEqualTo(expected);
        }
    }

    @Test
    void shouldTellErrorsOfThisThread() {
        assertThat(LIBC.close(-1)).isEqualTo(-1);
        assertThat(Posix.errno()).isEqualTo(Errno.EBADF.number());
        assertThatThrownBy(() -> check(LIBC.fsync(-1))).isSameAs(Errno.EBADF.exception());
    }

    @Test
    void shouldCloseALeaseThatNobodyTook() throws ErrnoException {
        int duplicate = check(LIBC.fcntl(file, Fcntl.F_DUPFD_CLOEXEC, 0));
        Lease lease = Posix.lease(duplicate);
        lease.release();
        assertThat(LIBC.fcntl(duplicate, Fcntl.F_DUPFD_CLOEXEC, 0)).isEqualTo(-1);
    }

    private static FileTime time(long seconds, int nanos) {
        return FileTime.from(Instant.ofEpochSecond(seconds, nanos));
    }
}
