package org.danaus.service.core.serving;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;

/**
 * Lets operations through while it is open, and counts them, so that a swap can close it and wait until none runs. Operations meet no shared lock and no shared cache line: the
 * count is striped by thread.
 *
 * <p>Ordering: {@link #enter} raises its stripe and then reads {@code open}; {@link #close} clears {@code open} and then reads the stripes. Both are volatile accesses,
 * so at least one of the two sees the other. What the closer wrote before {@link #open} is seen by every operation that enters afterwards.
 */
public final class Gate {
    private static final int STRIPE_LONGS = 16;
    private static final int STRIPES =
            Integer.highestOneBit(Runtime.getRuntime().availableProcessors() * 8);
    private static final long POLL_NANOS = 20_000;

    private final AtomicLongArray running = new AtomicLongArray(STRIPES * STRIPE_LONGS);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition opened = lock.newCondition();
    private volatile boolean open;
    private volatile boolean broken;
    private volatile long patienceNanos;
    /** When it was closed. Written by the one thread that closes, before {@link #open}, which orders it. */
    private volatile long closedAt = System.nanoTime();

    /** A closed gate. @param patience for how long after the closing operations wait before they answer EIO */
    public Gate(Duration patience) {
        this.patienceNanos = patience.toNanos();
    }

    /** Sets how long an operation waits for a closed gate. */
    public void patience(Duration patience) {
        patienceNanos = patience.toNanos();
    }

    /**
     * Begins an operation; waits while the gate is closed.
     *
     * @return a ticket for {@link #leave}
     * @throws ErrnoException EIO if the gate stayed closed for longer than its patience, or was shut for good
     */
    public int enter() throws ErrnoException {
        int stripe = stripe();
        while (true) {
            running.getAndIncrement(stripe);
            if (open) {
                return stripe;
            }
            running.getAndDecrement(stripe);
            awaitOpen();
        }
    }

    /** Ends an operation. */
    public void leave(int ticket) {
        running.getAndDecrement(ticket);
    }

    /** Lets operations through, unless it was shut for good. */
    public void open() {
        lock.lock();
        try {
            open = !broken;
            opened.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Stops new operations and waits for those that run.
     *
     * @return false if some still run at the deadline; the gate is then open again
     */
    public boolean close(Duration deadline) {
        long now = System.nanoTime();
        closedAt = open ? now : closedAt;
        open = false;
        long end = now + deadline.toNanos();
        while (isBusy()) {
            if (System.nanoTime() - end > 0) {
                open();
                return false;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return true;
    }

    /** Answers EIO to all operations from now on, also to those that wait. */
    public void shut() {
        lock.lock();
        try {
            broken = true;
            open = false;
            opened.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether operations pass. */
    public boolean isOpen() {
        return open;
    }

    private boolean isBusy() {
        for (int stripe = 0; stripe < STRIPES; stripe++) {
            if (running.get(stripe * STRIPE_LONGS) != 0) {
                return true;
            }
        }
        return false;
    }

    private void awaitOpen() throws ErrnoException {
        // Counted from the closing, not from the operation's coming: else those behind it would wait that long again.
        long left = patienceNanos - (System.nanoTime() - closedAt);
        lock.lock();
        try {
            while (!open && !broken) {
                if (left <= 0) {
                    throw Errno.EIO.exception();
                }
                left = opened.awaitNanos(left);
            }
            if (broken) {
                throw Errno.EIO.exception();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Errno.EINTR.exception();
        } finally {
            lock.unlock();
        }
    }

    private static int stripe() {
        long id = Thread.currentThread().getId();
        return (int) ((id * 0x9E3779B97F4A7C15L) >>> 32 & (STRIPES - 1)) * STRIPE_LONGS;
    }
}
