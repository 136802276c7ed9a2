package org.danaus.service.core.locking;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.LockRequest;
import org.danaus.libservice.LockRequest.Kind;
import org.danaus.libservice.LockRequest.Type;
import org.danaus.service.LockTable;

/**
 * The locks of one file: what is held, and who waits, first come first served as far as conflicts allow. All fields are guarded by this object's monitor; waiters
 * are told after it was left.
 */
public final class NodeLocks {
    private HeldLocks flocks;
    private HeldLocks ranges;
    private final Deque<Waiting> queue = new ArrayDeque<>(0);

    /** Asks or tells a backend that shares locks with others; may refuse. */
    @FunctionalInterface
    interface Backend {
        void lock(LockRequest request) throws ErrnoException;
    }

    synchronized LockRequest conflict(LockRequest request) {
        return of(request.kind()).conflict(request);
    }

    /**
     * Grants a request that nothing stands in the way of. An flock that cannot be converted is lost, as in Linux: two who hold it shared and both want it alone would
     * otherwise wait for ever.
     *
     * @return the lock in the way, or null if granted
     */
    synchronized LockRequest grant(LockRequest request, Backend backend) throws ErrnoException {
        HeldLocks held = of(request.kind());
        LockRequest conflict = held.conflict(request);
        if (conflict == null) {
            backend.lock(request);
            held.apply(request);
        } else if (request.kind() == Kind.FLOCK && held.holds(Kind.FLOCK, request.owner())) {
            LockRequest lost = request.withType(Type.UNLOCK);
            held.apply(lost);
            backend.lock(lost);
        }
        return conflict;
    }

    /**
     * Queues a request unless it can be granted at once.
     *
     * @return whether it was granted
     * @throws ErrnoException EDEADLK if it would wait for ever, and what the backend refuses with
     */
    synchronized boolean grantOrQueue(Waiting waiting, Backend backend, Deadlocks deadlocks) throws ErrnoException {
        LockRequest conflict = grant(waiting.request, backend);
        if (conflict == null) {
            return true;
        }
        if (!deadlocks.await(waiting, conflict)) {
            throw Errno.EDEADLK.exception();
        }
        queue.add(waiting);
        return false;
    }

    /** How an attempt to serve a queued request ended. */
    enum Outcome {
        /** Granted, and out of the queue. */
        GRANTED,
        /** Something still is in the way. */
        BLOCKED,
        /** It would wait for ever; out of the queue. */
        DEADLOCK,
        /** Not in the queue any more: somebody else has ended it. */
        GONE
    }

    /** Grants a queued request if nothing stands in its way. */
    synchronized Outcome serve(Waiting waiting, Backend backend, Deadlocks deadlocks) throws ErrnoException {
        if (!queue.contains(waiting)) {
            return Outcome.GONE;
        }
        LockRequest conflict = grant(waiting.request, backend);
        if (conflict == null) {
            dequeue(waiting, deadlocks);
            return Outcome.GRANTED;
        }
        if (deadlocks.await(waiting, conflict)) {
            return Outcome.BLOCKED;
        }
        dequeue(waiting, deadlocks);
        return Outcome.DEADLOCK;
    }

    /** Takes a request out of the queue, and with it the note of whom it waits for. @return false if it was not there any more */
    synchronized boolean dequeue(Waiting waiting, Deadlocks deadlocks) {
        boolean there = queue.remove(waiting);
        if (there) {
            deadlocks.end(waiting);
        }
        return there;
    }

    /** The queued request of a waiter, or null. */
    synchronized Waiting queued(LockTable.Waiter waiter) {
        for (Waiting waiting : queue) {
            if (waiting.isFor(waiter)) {
                return waiting;
            }
        }
        return null;
    }

    /** All that wait, in order. */
    synchronized List<Waiting> queued() {
        return new ArrayList<>(queue);
    }

    /** Gives a range up. @return whether the owner may have held any of it */
    synchronized boolean unlock(LockRequest request) {
        HeldLocks held = request.kind() == Kind.FLOCK ? flocks : ranges;
        boolean holds = held != null && held.holds(request.kind(), request.owner());
        if (holds) {
            held.apply(request.withType(Type.UNLOCK));
        }
        return holds;
    }

    private HeldLocks of(Kind kind) {
        if (kind == Kind.FLOCK) {
            return flocks = flocks == null ? new HeldLocks() : flocks;
        }
        return ranges = ranges == null ? new HeldLocks() : ranges;
    }
}
