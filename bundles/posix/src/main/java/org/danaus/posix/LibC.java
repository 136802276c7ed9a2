package org.danaus.posix;

import jnr.ffi.Pointer;

/**
 * Functions of the C library, each as its manual page says, on x86-64. Strings and structures are addresses of native
 * memory; a result of -1 is an error, whose number {@link Posix#errno()} has until the thread's next call. Obtained
 * from {@link Posix#LIBC}; safe for all threads.
 *
 * <p>All parameters are primitive, so that jnr-ffi makes a direct stub which allocates nothing. It makes wrong ones for
 * six parameters (the last two arrive shifted): such a function has a {@link Pointer} among them, which takes jnr-ffi's
 * general way, and is not for the data path.
 */
public interface LibC {
    /** open(2). */
    int open(long path, int flags, int mode);

    /** openat(2). */
    int openat(int directory, long path, int flags, int mode);

    /** name_to_handle_at(2); {@code mountId} addresses an int. */
    int name_to_handle_at(int directory, long path, long handle, long mountId, int flags);

    /** open_by_handle_at(2); {@code mount} must not be an O_PATH descriptor. */
    int open_by_handle_at(int mount, long handle, int flags);

    /** close(2). */
    int close(int descriptor);

    /** fcntl(2) with an integer or an address. */
    int fcntl(int descriptor, int command, long argument);

    /** flock(2). */
    int flock(int descriptor, int operation);

    /** ioctl(2) with an integer or an address. */
    int ioctl(int descriptor, long request, long argument);

    /** read(2). */
    long read(int descriptor, long buffer, long count);

    /** write(2). */
    long write(int descriptor, long buffer, long count);

    /** readv(2). */
    long readv(int descriptor, long vectors, int count);

    /** writev(2). */
    long writev(int descriptor, long vectors, int count);

    /** pread(2). */
    long pread(int descriptor, long buffer, long count, long offset);

    /** pwrite(2). */
    long pwrite(int descriptor, long buffer, long count, long offset);

    /** pwritev2(2). */
    long pwritev2(int descriptor, long vectors, int count, long offset, int flags);

    /** lseek(2). */
    long lseek(int descriptor, long offset, int whence);

    /** copy_file_range(2); offsets are addresses of a long or 0. @param flags null, for none */
    long copy_file_range(int from, long fromOffset, int to, long toOffset, long length, Pointer flags);

    /** ftruncate(2). */
    int ftruncate(int descriptor, long size);

    /** truncate(2). */
    int truncate(long path, long size);

    /** fallocate(2). */
    int fallocate(int descriptor, int mode, long offset, long length);

    /** fsync(2). */
    int fsync(int descriptor);

    /** fdatasync(2). */
    int fdatasync(int descriptor);

    /** syncfs(2); not for an O_PATH descriptor. */
    int syncfs(int descriptor);

    /** statx(2) into a {@link Statx}. */
    int statx(int directory, long path, int flags, int mask, long result);

    /** fstatvfs(3) into a {@link Statvfs}. */
    int fstatvfs(int descriptor, long result);

    /** chmod(2). */
    int chmod(long path, int mode);

    /** fchmod(2); not for an O_PATH descriptor. */
    int fchmod(int descriptor, int mode);

    /** fchownat(2); an id of -1 stays as it is. */
    int fchownat(int directory, long path, int uid, int gid, int flags);

    /** utimensat(2) with the address of two {@link Timespec}. */
    int utimensat(int directory, long path, long times, int flags);

    /** getdents64(2) of {@link LinuxDirent64} records. */
    long getdents64(int descriptor, long buffer, long size);

    /** mkdirat(2). */
    int mkdirat(int directory, long path, int mode);

    /** mknodat(2). */
    int mknodat(int directory, long path, int mode, long device);

    /** symlinkat(2). */
    int symlinkat(long target, int directory, long path);

    /** readlinkat(2). */
    long readlinkat(int directory, long path, long buffer, long size);

    /** linkat(2). */
    int linkat(int fromDirectory, long from, int toDirectory, long to, int flags);

    /** unlinkat(2). */
    int unlinkat(int directory, long path, int flags);

    /** renameat2(2). */
    int renameat2(int fromDirectory, long from, int toDirectory, long to, int flags);

    /** getxattr(2). */
    long getxattr(long path, long name, long value, long size);

    /** listxattr(2). */
    long listxattr(long path, long names, long size);

    /** setxattr(2). */
    int setxattr(long path, long name, long value, long size, int flags);

    /** removexattr(2). */
    int removexattr(long path, long name);

    /** mount(2). */
    int mount(long source, long target, long type, long flags, long data);

    /** umount2(2). */
    int umount2(long target, int flags);

    /** geteuid(2). */
    int geteuid();

    /** getegid(2). */
    int getegid();

    /** getpid(2). */
    int getpid();

    /** syscall(2) with up to four arguments; which number is which, {@link SystemCall}. */
    long syscall(long number, long first, long second, long third, long fourth);

    /** syscall(2) with five arguments, one of them an address. */
    long syscall(long number, long first, long second, long third, Pointer fourth, long fifth);
}
