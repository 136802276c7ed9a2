package org.danaus.libservice;

/** The bits of a file mode, as in sys/stat.h, and the file types of directory entries, as in dirent.h. */
public final class Mode {
    /** Mask of the file type. */
    public static final int TYPE = 0170000;
    /** Socket. */
    public static final int SOCKET = 0140000;
    /** Symbolic link. */
    public static final int SYMLINK = 0120000;
    /** Regular file. */
    public static final int REGULAR = 0100000;
    /** Block device. */
    public static final int BLOCK_DEVICE = 0060000;
    /** Directory. */
    public static final int DIRECTORY = 0040000;
    /** Character device. */
    public static final int CHARACTER_DEVICE = 0020000;
    /** FIFO. */
    public static final int FIFO = 0010000;
    /** Set-user-id. */
    public static final int SETUID = 04000;
    /** Set-group-id. */
    public static final int SETGID = 02000;
    /** Sticky. */
    public static final int STICKY = 01000;
    /** All bits that chmod(2) can set. */
    public static final int PERMISSIONS = 07777;

    private Mode() {}

    /** Whether the mode is a directory's. */
    public static boolean isDirectory(int mode) {
        return (mode & TYPE) == DIRECTORY;
    }

    /** Whether the mode is a regular file's. */
    public static boolean isRegular(int mode) {
        return (mode & TYPE) == REGULAR;
    }

    /** Whether the mode is a symbolic link's. */
    public static boolean isSymlink(int mode) {
        return (mode & TYPE) == SYMLINK;
    }

    /** The d_type of a directory entry with this mode. */
    public static int entryType(int mode) {
        return (mode & TYPE) >>> 12;
    }
}
