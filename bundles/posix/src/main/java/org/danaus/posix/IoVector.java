package org.danaus.posix;

import java.nio.ByteBuffer;

/**
 * One struct iovec of sys/uio.h.
 *
 * <pre>
 *  0 base   8 length u64   16
 * </pre>
 */
public final class IoVector extends Structure {
    /** Size of the structure. */
    public static final int BYTES = 16;

    private static final int BASE = 0;
    private static final int LENGTH = BASE + 8;

    /** In memory of {@link #BYTES}. */
    public IoVector(ByteBuffer memory) {
        super(memory);
    }

    /** Fills it. */
    public void set(long base, long length) {
        memory.putLong(BASE, base);
        memory.putLong(LENGTH, length);
    }
}
