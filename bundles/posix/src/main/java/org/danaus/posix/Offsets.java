package org.danaus.posix;

import java.nio.ByteBuffer;

/**
 * Two file offsets that a call reads and advances.
 *
 * <pre>
 *  0 from s64   8 to s64   16
 * </pre>
 */
public final class Offsets extends Structure {
    /** Size of both. */
    public static final int BYTES = 16;

    private static final int FROM = 0;
    private static final int TO = FROM + 8;

    /** In memory of {@link #BYTES}. */
    public Offsets(ByteBuffer memory) {
        super(memory);
    }

    /** Fills them. */
    public void set(long from, long to) {
        memory.putLong(FROM, from);
        memory.putLong(TO, to);
    }

    /** Address of the first. */
    public long fromAddress() {
        return address() + FROM;
    }

    /** Address of the second. */
    public long toAddress() {
        return address() + TO;
    }
}
