package org.danaus.local;

import static org.danaus.posix.Posix.LIBC;
import static org.danaus.posix.Posix.check;

import java.nio.ByteBuffer;
import org.danaus.libservice.Caller;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.LockRequest;
import org.danaus.libservice.Node;
import org.danaus.libservice.OpenFile;
import org.danaus.libservice.OpenFlags;
import org.danaus.posix.Fcntl;
import org.danaus.posix.IoVector;
import org.danaus.posix.NativeMemory;
import org.danaus.posix.Posix;
import org.danaus.posix.Scratch;

/**
 * A regular file of the host, opened. Its descriptor never has O_APPEND, which would send every write to the end, nor
 * O_DIRECT, which the caller's buffers could not honour.
 */
final class LocalFile implements OpenFile {
    private static final int PASSED =
            OpenFlags.ACCESS_MODE | OpenFlags.TRUNC | OpenFlags.DSYNC | OpenFlags.SYNC | OpenFlags.NOATIME;

    private final LocalLibservice owner;
    private final LocalNode node;
    private final int flags;
    private final int descriptor;
    private final Runnable closing = this::close;
    /** Whether anything was written since the last flush; a lost race between two writers costs nothing but a flush. */
    private volatile boolean written;
    /** Guards the descriptor's position between the call that sets it and the one that asks for it. */
    private final Object position = new Object();

    /** Takes over the descriptor. */
    LocalFile(LocalLibservice owner, LocalNode node, int flags, int descriptor) {
        this.owner = owner;
        this.node = node;
        this.flags = flags;
        this.descriptor = descriptor;
        owner.opened(closing);
    }

    /** Those of a caller's flags that the host's open(2) is told of. */
    static int passed(int flags) {
        return flags & PASSED;
    }

    @Override
    public Node node() {
        return node;
    }

    @Override
    public int flags() {
        return flags;
    }

    int descriptor() {
        return descriptor;
    }

    boolean isWritable() {
        return OpenFlags.writes(flags);
    }

    @Override
    public int read(Caller caller, long offset, ByteBuffer target) throws ErrnoException {
        int start = target.position();
        int length = target.remaining();
        long address = NativeMemory.address(target) + start;
        int done = 0;
        // Also asks when there is no room, for the error of a file that is not open for reading.
        do {
            long count = LIBC.pread(descriptor, address + done, length - done, offset + done);
            if (count <= 0) {
                failIfNothing(count, done);
                break;
            }
            done += (int) count;
        } while (done < length);
        target.position(start + done);
        return done;
    }

    @Override
    public int write(Caller caller, long offset, ByteBuffer source) throws ErrnoException {
        int start = source.position();
        int length = source.remaining();
        long address = NativeMemory.address(source) + start;
        int done = 0;
        do {
            long count = LIBC.pwrite(descriptor, address + done, length - done, offset + done);
            if (count <= 0) {
                failIfNothing(count, done);
                break;
            }
            done += (int) count;
        } while (done < length);
        source.position(start + done);
        written = true;
        return done;
    }

    @Override
    public long append(Caller caller, ByteBuffer source) throws ErrnoException {
        int start = source.position();
        IoVector vector = Scratch.get().vector;
        vector.set(NativeMemory.address(source) + start, source.remaining());
        long count;
        long end;
        synchronized (position) {
            // The kernel finds the end under the inode's lock, whoever else writes, and leaves the position behind what
            // it wrote.
            count = check(LIBC.pwritev2(descriptor, vector.address(), 1, -1, Fcntl.RWF_APPEND));
            end = check(LIBC.lseek(descriptor, 0, count == 0 ? Fcntl.SEEK_END : Fcntl.SEEK_CUR));
        }
        source.position(start + (int) count);
        written = true;
        return end - count;
    }

    @Override
    public void fallocate(Caller caller, int mode, long offset, long length) throws ErrnoException {
        check(LIBC.fallocate(descriptor, mode, offset, length));
        written = true;
    }

    @Override
    public void fsync(Caller caller, boolean dataOnly) throws ErrnoException {
        check(dataOnly ? LIBC.fdatasync(descriptor) : LIBC.fsync(descriptor));
    }

    @Override
    public void flush(Caller caller) throws ErrnoException {
        if (!written) {
            return;
        }
        written = false;
        // Closing a duplicate is what the kernel's flush is: some filesystems of the network write back and report
        // then.
        int duplicate = check(LIBC.fcntl(descriptor, Fcntl.F_DUPFD_CLOEXEC, 0));
        check(LIBC.close(duplicate));
    }

    @Override
    public long seek(Caller caller, long offset, boolean hole) throws ErrnoException {
        synchronized (position) {
            return check(LIBC.lseek(descriptor, offset, hole ? Fcntl.SEEK_HOLE : Fcntl.SEEK_DATA));
        }
    }

    @Override
    public long copyRange(Caller caller, long offset, OpenFile to, long toOffset, long length) throws ErrnoException {
        if (!(to instanceof LocalFile target)) {
            throw Errno.EOPNOTSUPP.exception();
        }
        if ((target.flags & OpenFlags.APPEND) != 0) {
            throw Errno.EBADF.exception();
        }
        Scratch scratch = Scratch.get();
        scratch.offsets.set(offset, toOffset);
        long count = LIBC.copy_file_range(
                descriptor,
                scratch.offsets.fromAddress(),
                target.descriptor,
                scratch.offsets.toAddress(),
                length,
                null);
        if (count == -1) {
            ErrnoException error = Posix.error();
            throw switch (error.errno()) {
                case EXDEV, ENOSYS, EOPNOTSUPP -> Errno.EOPNOTSUPP.exception();
                default -> error;
            };
        }
        if (count == 0 && length > 0 && offset < size()) {
            throw Errno.EOPNOTSUPP.exception();
        }
        target.written = true;
        return count;
    }

    @Override
    public void lock(Caller caller, LockRequest request) throws ErrnoException {
        owner.lock(node, request);
    }

    /** Sets the size. The file is writable. */
    void truncate(long size) throws ErrnoException {
        check(LIBC.ftruncate(descriptor, size));
        written = true;
    }

    @Override
    public void close() {
        LIBC.close(descriptor);
        owner.closed(node, closing);
    }

    private long size() throws ErrnoException {
        synchronized (position) {
            return check(LIBC.lseek(descriptor, 0, Fcntl.SEEK_END));
        }
    }

    private static void failIfNothing(long count, int done) throws ErrnoException {
        if (count == -1 && done == 0) {
            throw Posix.error();
        }
    }
}
