package org.danaus.libservice;

/**
 * Which attributes setattr changes, and to what. A structure owned by one thread; {@link #clear()} before each use. Only the fields whose bit is in
 * {@link #mask} count.
 */
public final class AttributeChange {
    /** Bit of {@link #mask}: {@link #mode}. */
    public static final int MODE = 1;
    /** Bit of {@link #mask}: {@link #uid}. */
    public static final int UID = 1 << 1;
    /** Bit of {@link #mask}: {@link #gid}. */
    public static final int GID = 1 << 2;
    /** Bit of {@link #mask}: {@link #size}. */
    public static final int SIZE = 1 << 3;
    /** Bit of {@link #mask}: access time, from the fields or, with {@link #ACCESS_NOW}, the clock of the layer that stores it. */
    public static final int ACCESS = 1 << 4;
    /** Bit of {@link #mask}: modification time, from the fields or, with {@link #MODIFY_NOW}, the clock of the layer that stores it. */
    public static final int MODIFY = 1 << 5;
    /** Bit of {@link #mask}: the access time is now; implies {@link #ACCESS}. */
    public static final int ACCESS_NOW = 1 << 7;
    /** Bit of {@link #mask}: the modification time is now; implies {@link #MODIFY}. */
    public static final int MODIFY_NOW = 1 << 8;

    /** Which fields count. */
    public int mask;
    /** Permission bits, {@link Mode#PERMISSIONS}. */
    public int mode;
    /** New owner, unsigned. */
    public int uid;
    /** New group, unsigned. */
    public int gid;
    /** New size in bytes, not negative. */
    public long size;
    /** Access time, seconds since the epoch. */
    public long accessSeconds;
    /** Access time, nanoseconds, 0 to 999,999,999. */
    public int accessNanos;
    /** Modification time, seconds since the epoch. */
    public long modifySeconds;
    /** Modification time, nanoseconds, 0 to 999,999,999. */
    public int modifyNanos;

    /** Makes this a change of nothing. */
    public void clear() {
        mask = 0;
    }

    /** Whether any of the bits is set. */
    public boolean has(int bits) {
        return (mask & bits) != 0;
    }
}
