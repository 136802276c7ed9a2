package org.danaus.posix;

import java.nio.ByteBuffer;

/**
 * Two times, access and modification, as utimensat(2) takes them.
 *
 * <pre>
 *  0 access: seconds s64      8 nanoseconds s64
 * 16 modification: seconds   24 nanoseconds
 * </pre>
 */
public final class Timespec extends Structure {
    /** Size of both. */
    public static final int BYTES = 32;
    /** In place of nanoseconds: the time is now. */
    public static final int NOW = (1 << 30) - 1;
    /** In place of nanoseconds: the time stays. */
    public static final int OMIT = (1 << 30) - 2;

    private static final int ACCESS = 0;
    private static final int MODIFY = ACCESS + 16;
    private static final int NANOS = 8;

    /** In memory of {@link #BYTES}. */
    public Timespec(ByteBuffer memory) {
        super(memory);
    }

    /** Sets the access time. @param nanos 0 to 999,999,999, {@link #NOW} or {@link #OMIT} */
    public void access(long seconds, int nanos) {
        memory.putLong(ACCESS, seconds);
        memory.putLong(ACCESS + NANOS, nanos);
    }

    /** Sets the modification time. @param nanos 0 to 999,999,999, {@link #NOW} or {@link #OMIT} */
    public void modify(long seconds, int nanos) {
        memory.putLong(MODIFY, seconds);
        memory.putLong(MODIFY + NANOS, nanos);
    }
}
