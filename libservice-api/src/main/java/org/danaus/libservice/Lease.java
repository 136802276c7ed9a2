package org.danaus.libservice;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A thing of the operating system that passes from one instance to its successor: a file descriptor, a native session. It has one owner at any time: whoever
 * calls {@link #take()} first; if nobody does, {@link #release()} gives it back.
 */
public final class Lease {
    private final long handle;
    private final Runnable giveBack;
    private final AtomicBoolean gone = new AtomicBoolean();

    /**
     * A lease.
     *
     * @param handle a descriptor number, or an address, as the format of the state that carries it says
     * @param giveBack frees it; run at most once; must not refer to an implementation class that could go away before
     */
    public Lease(long handle, Runnable giveBack) {
        this.handle = handle;
        this.giveBack = giveBack;
    }

    /** Takes the thing over. @throws IllegalStateException if it was taken or given back */
    public long take() {
        if (!gone.compareAndSet(false, true)) {
            throw new IllegalStateException("lease taken twice: handle=" + handle);
        }
        return handle;
    }

    /** Gives the thing back unless it was taken. */
    public void release() {
        if (gone.compareAndSet(false, true)) {
            giveBack.run();
        }
    }
}
