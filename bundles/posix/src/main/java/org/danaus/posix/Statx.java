package org.danaus.posix;

import java.nio.ByteBuffer;

/**
 * struct statx of linux/stat.h.
 *
 * <pre>
 *   0 mask u32        4 blksize u32     8 attributes u64
 *  16 nlink u32      20 uid u32        24 gid u32        28 mode u16
 *  32 ino u64        40 size u64       48 blocks u64     56 attributes_mask u64
 *  64 atime          80 btime          96 ctime         112 mtime         each: 0 sec s64, 8 nsec u32
 * 128 rdev_major u32 132 rdev_minor    136 dev_major     140 dev_minor
 * 144 mnt_id u64     … 256
 * </pre>
 */
public final class Statx extends Structure {
    /** Size of the structure. */
    public static final int BYTES = 256;
    /** Mask of everything that stat(2) gives, and the time of birth. */
    public static final int ALL = 0xfff;
    /** Mask bit of {@link #mountId()}. */
    public static final int MOUNT_ID = 0x1000;
    /** Mask bits of type, mode and group. */
    public static final int TYPE_MODE_GROUP = 0x1 | 0x2 | 0x10;
    /** Mask bit of the inode number. */
    public static final int INODE = 0x100;

    private static final int MASK = 0;
    private static final int BLOCK_SIZE = MASK + 4;
    private static final int LINKS = BLOCK_SIZE + 12;
    private static final int UID = LINKS + 4;
    private static final int GID = UID + 4;
    private static final int MODE = GID + 4;
    private static final int INODE_NUMBER = MODE + 4;
    private static final int SIZE = INODE_NUMBER + 8;
    private static final int BLOCKS = SIZE + 8;
    private static final int ACCESS = BLOCKS + 16;
    private static final int BIRTH = ACCESS + 16;
    private static final int CHANGE = BIRTH + 16;
    private static final int MODIFY = CHANGE + 16;
    private static final int NANOS = 8;
    private static final int SPECIAL_MAJOR = MODIFY + 16;
    private static final int SPECIAL_MINOR = SPECIAL_MAJOR + 4;
    private static final int DEVICE_MAJOR = SPECIAL_MINOR + 4;
    private static final int DEVICE_MINOR = DEVICE_MAJOR + 4;
    private static final int MOUNT = DEVICE_MINOR + 4;

    /** In memory of {@link #BYTES}. */
    public Statx(ByteBuffer memory) {
        super(memory);
    }

    /** Which fields are filled. */
    public int mask() {
        return memory.getInt(MASK);
    }

    /** Preferred size of requests in bytes. */
    public int blockSize() {
        return memory.getInt(BLOCK_SIZE);
    }

    /** Hard links. */
    public int links() {
        return memory.getInt(LINKS);
    }

    /** Owner, unsigned. */
    public int uid() {
        return memory.getInt(UID);
    }

    /** Group, unsigned. */
    public int gid() {
        return memory.getInt(GID);
    }

    /** File type and permission bits. */
    public int mode() {
        return memory.getShort(MODE) & 0xffff;
    }

    /** Inode number. */
    public long inode() {
        return memory.getLong(INODE_NUMBER);
    }

    /** Size in bytes. */
    public long size() {
        return memory.getLong(SIZE);
    }

    /** Allocated space in units of 512 bytes. */
    public long blocks() {
        return memory.getLong(BLOCKS);
    }

    /** Last access, seconds. */
    public long accessSeconds() {
        return memory.getLong(ACCESS);
    }

    /** Last access, nanoseconds. */
    public int accessNanos() {
        return memory.getInt(ACCESS + NANOS);
    }

    /** Creation, seconds. */
    public long birthSeconds() {
        return memory.getLong(BIRTH);
    }

    /** Creation, nanoseconds. */
    public int birthNanos() {
        return memory.getInt(BIRTH + NANOS);
    }

    /** Last change, seconds. */
    public long changeSeconds() {
        return memory.getLong(CHANGE);
    }

    /** Last change, nanoseconds. */
    public int changeNanos() {
        return memory.getInt(CHANGE + NANOS);
    }

    /** Last modification, seconds. */
    public long modifySeconds() {
        return memory.getLong(MODIFY);
    }

    /** Last modification, nanoseconds. */
    public int modifyNanos() {
        return memory.getInt(MODIFY + NANOS);
    }

    /** Device number of a device node. */
    public long special() {
        return Device.number(memory.getInt(SPECIAL_MAJOR), memory.getInt(SPECIAL_MINOR));
    }

    /** Device that holds the file. */
    public long device() {
        return Device.number(memory.getInt(DEVICE_MAJOR), memory.getInt(DEVICE_MINOR));
    }

    /** Number of the mount, as in /proc/self/mountinfo. */
    public long mountId() {
        return memory.getLong(MOUNT);
    }
}
