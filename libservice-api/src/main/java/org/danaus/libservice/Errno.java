package org.danaus.libservice;

/**
 * The Linux error numbers a libservice may answer, as on x86-64 and arm64. Each has one preallocated exception without a stack trace, so that
 * answering an error allocates nothing.
 */
public enum Errno {
    EPERM(1, "Operation not permitted"),
    ENOENT(2, "No such file or directory"),
    EINTR(4, "Interrupted system call"),
    EIO(5, "Input/output error"),
    ENXIO(6, "No such device or address"),
    E2BIG(7, "Argument list too long"),
    EBADF(9, "Bad file descriptor"),
    EAGAIN(11, "Resource temporarily unavailable"),
    ENOMEM(12, "Cannot allocate memory"),
    EACCES(13, "Permission denied"),
    EFAULT(14, "Bad address"),
    EBUSY(16, "Device or resource busy"),
    EEXIST(17, "File exists"),
    EXDEV(18, "Invalid cross-device link"),
    ENODEV(19, "No such device"),
    ENOTDIR(20, "Not a directory"),
    EISDIR(21, "Is a directory"),
    EINVAL(22, "Invalid argument"),
    ENFILE(23, "Too many open files in system"),
    EMFILE(24, "Too many open files"),
    ENOTTY(25, "Inappropriate ioctl for device"),
    ETXTBSY(26, "Text file busy"),
    EFBIG(27, "File too large"),
    ENOSPC(28, "No space left on device"),
    ESPIPE(29, "Illegal seek"),
    EROFS(30, "Read-only file system"),
    EMLINK(31, "Too many links"),
    EPIPE(32, "Broken pipe"),
    ERANGE(34, "Numerical result out of range"),
    EDEADLK(35, "Resource deadlock avoided"),
    ENAMETOOLONG(36, "File name too long"),
    ENOLCK(37, "No locks available"),
    ENOSYS(38, "Function not implemented"),
    ENOTEMPTY(39, "Directory not empty"),
    ELOOP(40, "Too many levels of symbolic links"),
    ENODATA(61, "No data available"),
    EPROTO(71, "Protocol error"),
    EOVERFLOW(75, "Value too large for defined data type"),
    EOPNOTSUPP(95, "Operation not supported"),
    ENOTCONN(107, "Transport endpoint is not connected"),
    ETIMEDOUT(110, "Connection timed out"),
    ESTALE(116, "Stale file handle"),
    EDQUOT(122, "Disk quota exceeded");

    private static final Errno[] BY_NUMBER = byNumber();

    private final int number;
    private final String text;
    private final ErrnoException exception;

    Errno(int number, String text) {
        this.number = number;
        this.text = text;
        this.exception = new ErrnoException(this);
    }

    /** The number, greater than 0. */
    public int number() {
        return number;
    }

    /** What strerror(3) says, in English. */
    public String text() {
        return text;
    }

    /** The one exception of this error; the same object every time, without a stack trace. */
    public ErrnoException exception() {
        return exception;
    }

    /** The error of a number; {@link #EIO} for a number not listed here. */
    public static Errno of(int number) {
        Errno errno = number >= 0 && number < BY_NUMBER.length ? BY_NUMBER[number] : null;
        return errno == null ? EIO : errno;
    }

    private static Errno[] byNumber() {
        Errno[] table = new Errno[EDQUOT.number + 1];
        for (Errno errno : values()) {
            table[errno.number] = errno;
        }
        return table;
    }
}
