package org.danaus.libservice;

/** Flags of open(2) with their values on Linux x86-64. Others are ignored by every layer. */
public final class OpenFlags {
    /** Mask of the access mode. */
    public static final int ACCESS_MODE = 3;
    /** Read only. */
    public static final int RDONLY = 0;
    /** Write only. */
    public static final int WRONLY = 1;
    /** Read and write. */
    public static final int RDWR = 2;
    /** Create if absent; only with {@link Libservice#create}. */
    public static final int CREAT = 0100;
    /** Fail with EEXIST if present. */
    public static final int EXCL = 0200;
    /** Truncate to size 0. */
    public static final int TRUNC = 01000;
    /** Every write goes to the end of the file. */
    public static final int APPEND = 02000;
    /** Data is on stable storage when a write returns. */
    public static final int DSYNC = 010000;
    /** Bypass caches as far as the layer can. */
    public static final int DIRECT = 040000;
    /** Must be a directory. */
    public static final int DIRECTORY = 0200000;
    /** Do not change the access time. */
    public static final int NOATIME = 01000000;
    /** Data and attributes are on stable storage when a write returns. */
    public static final int SYNC = 04010000;

    private OpenFlags() {}

    /** Whether a file opened with these flags may be written. */
    public static boolean writes(int flags) {
        return (flags & ACCESS_MODE) != RDONLY;
    }

    /** Whether a file opened with these flags may be read. */
    public static boolean reads(int flags) {
        return (flags & ACCESS_MODE) != WRONLY;
    }
}
