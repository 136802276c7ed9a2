package org.danaus.posix;

/** Constants of fcntl.h, with the values of x86-64, beyond those of {@link org.danaus.libservice.OpenFlags}. */
public final class Fcntl {
    /** The working directory, in place of a directory's descriptor. */
    public static final int AT_FDCWD = -100;
    /** Do not follow a symbolic link at the end of the path. */
    public static final int AT_SYMLINK_NOFOLLOW = 0x100;
    /** Remove a directory. */
    public static final int AT_REMOVEDIR = 0x200;
    /** Follow a symbolic link at the end of the path. */
    public static final int AT_SYMLINK_FOLLOW = 0x400;
    /** Do not mount what would be mounted on access. */
    public static final int AT_NO_AUTOMOUNT = 0x800;
    /** An empty path is the descriptor itself. */
    public static final int AT_EMPTY_PATH = 0x1000;

    /** Never wait. */
    public static final int O_NONBLOCK = 04000;
    /** No controlling terminal. */
    public static final int O_NOCTTY = 0400;
    /** Must be a directory. */
    public static final int O_DIRECTORY = 0200000;
    /** Fail at a symbolic link. */
    public static final int O_NOFOLLOW = 0400000;
    /** Close on exec. */
    public static final int O_CLOEXEC = 02000000;
    /** A place, not its content. */
    public static final int O_PATH = 010000000;
    /** A file without a name. */
    public static final int O_TMPFILE = 020000000 | O_DIRECTORY;

    /** Take or give up an OFD lock without waiting. */
    public static final int F_OFD_SETLK = 37;
    /** Ask which OFD or POSIX lock is in the way. */
    public static final int F_OFD_GETLK = 36;
    /** Duplicate, close on exec. */
    public static final int F_DUPFD_CLOEXEC = 1030;

    /** Flock: shared. */
    public static final int LOCK_SH = 1;
    /** Flock: exclusive. */
    public static final int LOCK_EX = 2;
    /** Flock: do not wait. */
    public static final int LOCK_NB = 4;
    /** Flock: give up. */
    public static final int LOCK_UN = 8;

    /** From the beginning. */
    public static final int SEEK_SET = 0;
    /** From the position. */
    public static final int SEEK_CUR = 1;
    /** From the end. */
    public static final int SEEK_END = 2;
    /** The next data. */
    public static final int SEEK_DATA = 3;
    /** The next hole. */
    public static final int SEEK_HOLE = 4;

    /** pwritev2: to the end of the file. */
    public static final int RWF_APPEND = 0x10;

    private Fcntl() {}
}
