package org.danaus.libservice;

/**
 * A file's attributes, as statx(2) gives them. A structure to be filled by the callee and owned by one thread: callers keep one for each thread
 * and pass it again and again.
 */
public final class Attributes {
    /** Inode number: stable over copy-up, restart and remount, equal to the one that a directory lists. */
    public long inode;
    /** File type and permission bits ({@link Mode}). */
    public int mode;
    /** Hard links. */
    public int links;
    /** Owner, unsigned. */
    public int uid;
    /** Group, unsigned. */
    public int gid;
    /** Device number of a device node, as makedev(3) of glibc; otherwise 0. */
    public long device;
    /** Size in bytes. */
    public long size;
    /** Allocated space in units of 512 bytes. */
    public long blocks;
    /** Preferred size of an I/O request in bytes. */
    public int blockSize;
    /** Last access, seconds since the epoch. */
    public long accessSeconds;
    /** Last access, nanoseconds of the second. */
    public int accessNanos;
    /** Last change of the data, seconds since the epoch. */
    public long modifySeconds;
    /** Last change of the data, nanoseconds of the second. */
    public int modifyNanos;
    /** Last change of data or attributes, seconds since the epoch. */
    public long changeSeconds;
    /** Last change of data or attributes, nanoseconds of the second. */
    public int changeNanos;
    /** Creation, seconds since the epoch; 0 with {@link #birthNanos} 0 if unknown. */
    public long birthSeconds;
    /** Creation, nanoseconds of the second. */
    public int birthNanos;

    /** Takes over all values of {@code other}. */
    public void set(Attributes other) {
        inode = other.inode;
        mode = other.mode;
        links = other.links;
        uid = other.uid;
        gid = other.gid;
        device = other.device;
        size = other.size;
        blocks = other.blocks;
        blockSize = other.blockSize;
        accessSeconds = other.accessSeconds;
        accessNanos = other.accessNanos;
        modifySeconds = other.modifySeconds;
        modifyNanos = other.modifyNanos;
        changeSeconds = other.changeSeconds;
        changeNanos = other.changeNanos;
        birthSeconds = other.birthSeconds;
        birthNanos = other.birthNanos;
    }

    /** Whether this is a directory. */
    public boolean isDirectory() {
        return Mode.isDirectory(mode);
    }
}
