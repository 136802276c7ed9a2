package org.danaus.libservice;

import java.nio.ByteBuffer;

/**
 * A regular file opened in one layer. All operations are safe for all threads and take explicit offsets; there is no file position. Buffers are direct;
 * data moves between {@code position} and {@code limit}, and the position advances by the count returned.
 */
public interface OpenFile {
    /** The file. Stays the same for the life of this open file, also over copy-up. */
    Node node();

    /** The flags it was opened with, {@link OpenFlags}. */
    int flags();

    /**
     * Reads at an offset.
     *
     * @param offset in bytes, not negative
     * @return bytes read, fewer than asked only at the end of the file; 0 at or beyond it
     * @throws ErrnoException EBADF if not open for reading, EIO and whatever the backend answers
     */
    int read(Caller caller, long offset, ByteBuffer target) throws ErrnoException;

    /**
     * Writes at an offset, also if the file was opened with {@link OpenFlags#APPEND}.
     *
     * @param offset in bytes, not negative
     * @return bytes written: all, or fewer if space ran out after some
     * @throws ErrnoException EBADF if not open for writing, ENOSPC, EDQUOT, EFBIG, EIO
     */
    int write(Caller caller, long offset, ByteBuffer source) throws ErrnoException;

    /**
     * Writes at the end of the file, atomically against every other write and append of any client that the backend can order.
     *
     * @return the offset at which the data was written; the count is how far the buffer's position advanced
     * @throws ErrnoException as {@link #write}
     */
    long append(Caller caller, ByteBuffer source) throws ErrnoException;

    /**
     * Allocates, punches, zeroes or moves a range: fallocate(2).
     *
     * @param mode the mode bits of fallocate(2)
     * @throws ErrnoException EOPNOTSUPP for a mode the layer cannot do, EBADF, ENOSPC, EFBIG
     */
    void fallocate(Caller caller, int mode, long offset, long length) throws ErrnoException;

    /**
     * Puts what was written on stable storage. An error of write-back since the last report is reported here or in {@link #flush}, once an open file.
     *
     * @param dataOnly fdatasync(2): attributes not needed to read the data back may be left
     */
    void fsync(Caller caller, boolean dataOnly) throws ErrnoException;

    /** A descriptor of this open file is being closed: hands on what is buffered and reports errors of write-back. May be called many times. */
    void flush(Caller caller) throws ErrnoException;

    /**
     * The next data or hole: lseek(2) with SEEK_DATA or SEEK_HOLE.
     *
     * @param hole false for data, true for a hole (the end of the file counts as one)
     * @return the offset found, at or after {@code offset}
     * @throws ErrnoException ENXIO if {@code offset} is at or beyond the end, or no data follows
     */
    long seek(Caller caller, long offset, boolean hole) throws ErrnoException;

    /**
     * Copies a range to another open file of the same layer without passing it through the caller: copy_file_range(2).
     *
     * @param to an open file of the same layer, open for writing
     * @return bytes copied; 0 only at the end of this file
     * @throws ErrnoException EOPNOTSUPP if the layer cannot, and then nothing was copied; EINVAL if ranges of one file overlap
     */
    default long copyRange(Caller caller, long offset, OpenFile to, long toOffset, long length) throws ErrnoException {
        throw Errno.EOPNOTSUPP.exception();
    }

    /**
     * Tells the backend of a lock that the service's lock manager has granted or given up, on behalf of all users of this service, so that other clients of the
     * backend see it. Never waits. Called only if {@link Traits#sharesLocks()}.
     *
     * @throws ErrnoException EAGAIN if another client of the backend is in the way
     */
    default void lock(Caller caller, LockRequest request) throws ErrnoException {}

    /** Gives the open file back. Called once, after every other call has returned; errors were reported by {@link #flush}. */
    void close();
}
