package org.danaus.local;

import static org.danaus.posix.Posix.LIBC;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * An O_PATH descriptor that many threads use at once: closed when the last of its holders has let it go. Who made it
 * holds it first. {@link #hold()} may be called by anybody who sees it; each success is paired with one {@link
 * #release()}.
 */
final class Descriptor {
    /** Far enough below zero that holders who come too late leave it there. */
    private static final int CLOSED = Integer.MIN_VALUE / 2;

    private static final VarHandle HOLDERS;

    static {
        try {
            HOLDERS = MethodHandles.lookup().findVarHandle(Descriptor.class, "holders", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final int number;
    private final long openedAt = System.nanoTime();
    private volatile int holders = 1;

    /**
     * Set without a lock by those who use it, cleared by {@link DescriptorRing}: a lost update costs one early
     * eviction.
     */
    boolean used;
    /** Its place in a {@link DescriptorRing}, guarded by the ring. */
    int slot = -1;

    Descriptor(int number) {
        this.number = number;
    }

    /** The descriptor's number, valid while held. */
    int number() {
        return number;
    }

    /** Keeps it open until {@link #release()}. @return false if it is closed already */
    boolean hold() {
        if ((int) HOLDERS.getAndAdd(this, 1) < 0) {
            return false;
        }
        used = true;
        return true;
    }

    /** Lets it go. */
    void release() {
        // Between the two steps somebody may hold it again; then the exchange fails and closing is theirs.
        if ((int) HOLDERS.getAndAdd(this, -1) == 1 && HOLDERS.compareAndSet(this, 0, CLOSED)) {
            LIBC.close(number);
        }
    }

    /**
     * Whether it was open at a moment of {@link System#nanoTime()} and is open still, so that its inode number meant
     * one file all the time.
     */
    boolean openSince(long moment) {
        if (openedAt - moment >= 0 || holders <= 0) {
            return false;
        }
        used = true;
        return true;
    }
}
