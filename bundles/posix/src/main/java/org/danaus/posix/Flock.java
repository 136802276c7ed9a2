package org.danaus.posix;

import java.nio.ByteBuffer;

/**
 * struct flock of fcntl.h, with 64-bit offsets.
 *
 * <pre>
 *  0 type s16   2 whence s16   8 start s64   16 length s64   24 pid s32   32
 * </pre>
 */
public final class Flock extends Structure {
    /** Size of the structure. */
    public static final int BYTES = 32;
    /** Type: shared. */
    public static final short READ = 0;
    /** Type: exclusive. */
    public static final short WRITE = 1;
    /** Type: none. */
    public static final short UNLOCK = 2;

    private static final int TYPE = 0;
    private static final int WHENCE = TYPE + 2;
    private static final int START = WHENCE + 6;
    private static final int LENGTH = START + 8;
    private static final int PID = LENGTH + 8;

    /** In memory of {@link #BYTES}. */
    public Flock(ByteBuffer memory) {
        super(memory);
    }

    /**
     * Fills it for an OFD or POSIX lock of a range from the beginning of the file.
     *
     * @param end last byte, inclusive; {@link Long#MAX_VALUE} for the end of the file
     */
    public void set(short type, long start, long end) {
        memory.putShort(TYPE, type);
        memory.putShort(WHENCE, (short) 0);
        memory.putLong(START, start);
        memory.putLong(LENGTH, end == Long.MAX_VALUE ? 0 : end - start + 1);
        memory.putInt(PID, 0);
    }

    /** The type, such as F_GETLK answers it. */
    public short type() {
        return memory.getShort(TYPE);
    }
}
