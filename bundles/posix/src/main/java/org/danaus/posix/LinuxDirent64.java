package org.danaus.posix;

import java.nio.ByteBuffer;

/**
 * struct linux_dirent64: one record of those that getdents64(2) puts one behind the other.
 *
 * <pre>
 *  0 ino u64   8 off s64   16 reclen u16   18 type u8   19 name, ended by NUL, padded to reclen
 * </pre>
 */
public final class LinuxDirent64 {
    private static final int INODE = 0;
    private static final int NEXT = INODE + 8;
    private static final int LENGTH = NEXT + 8;
    private static final int TYPE = LENGTH + 2;
    private static final int NAME = TYPE + 1;

    private LinuxDirent64() {}

    /** Inode number of the record at an index. */
    public static long inode(ByteBuffer records, int at) {
        return records.getLong(at + INODE);
    }

    /** Cookie of the position behind it. */
    public static long next(ByteBuffer records, int at) {
        return records.getLong(at + NEXT);
    }

    /** Bytes to the next record. */
    public static int length(ByteBuffer records, int at) {
        return records.getShort(at + LENGTH) & 0xffff;
    }

    /** Its d_type. */
    public static int type(ByteBuffer records, int at) {
        return records.get(at + TYPE) & 0xff;
    }

    /** Copies the name out. @return its length in bytes */
    public static int name(ByteBuffer records, int at, byte[] target) {
        int length = 0;
        for (byte b = records.get(at + NAME); b != 0; b = records.get(at + NAME + length)) {
            target[length++] = b;
        }
        return length;
    }
}
