package org.danaus.service.core.locking;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.danaus.libservice.Caller;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.LockRequest;
import org.danaus.libservice.LockRequest.Kind;
import org.danaus.libservice.LockRequest.Type;
import org.danaus.libservice.Node;
import org.danaus.libservice.OpenFile;
import org.danaus.service.LockTable;
import org.danaus.service.core.serving.ServedNode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lock manager of one filesystem. A lock is granted here first; a backend that shares locks with other clients is asked before it is put in place. A request that only such a
 * foreign client is in the way of is tried again every {@value #RETRY_MILLIS} ms while it waits: backends do not call back.
 */
public final class Locks implements LockTable {
    private static final Logger LOG = LoggerFactory.getLogger(Locks.class);
    private static final long RETRY_MILLIS = 50;

    private final Deadlocks deadlocks = new Deadlocks();
    private final Set<Waiting> foreign = ConcurrentHashMap.newKeySet();
    private final BooleanSupplier shared;
    private final Supplier<ScheduledExecutorService> background;

    /**
     * A lock manager.
     *
     * @param shared whether the backend must be told of locks
     * @param background where requests that wait for foreign clients are tried again
     */
    public Locks(BooleanSupplier shared, Supplier<ScheduledExecutorService> background) {
        this.shared = shared;
        this.background = background;
    }

    @Override
    public boolean lock(Caller caller, Node node, OpenFile file, LockRequest request, Waiter waiter)
            throws ErrnoException {
        NodeLocks locks = ((ServedNode) node).locks();
        if (request.type() == Type.UNLOCK) {
            unlock(caller, locks, file, request);
            return true;
        }
        if (waiter == null) {
            LockRequest conflict = locks.grant(request, backend(caller, file));
            grantQueued(locks);
            if (conflict != null) {
                throw Errno.EAGAIN.exception();
            }
            return true;
        }
        return lockOrWait(new Waiting(locks, caller, file, request, waiter));
    }

    private boolean lockOrWait(Waiting waiting) throws ErrnoException {
        boolean granted;
        try {
            granted = waiting.node.grantOrQueue(waiting, backend(waiting.caller, waiting.file), deadlocks);
        } catch (ErrnoException e) {
            if (e.errno() != Errno.EAGAIN) {
                throw e;
            }
            retryLater(waiting);
            return false;
        }
        grantQueued(waiting.node);
        return granted;
    }

    @Override
    public LockRequest conflict(Node node, LockRequest request) {
        return ((ServedNode) node).locks().conflict(request);
    }

    @Override
    public void cancel(Node node, Waiter waiter) {
        NodeLocks locks = ((ServedNode) node).locks();
        Waiting waiting = locks.queued(waiter);
        if (waiting != null) {
            if (locks.dequeue(waiting, deadlocks)) {
                waiting.tell(Errno.EINTR.exception());
            }
            return;
        }
        for (Waiting other : foreign) {
            if (other.isFor(waiter)) {
                synchronized (other) {
                    if (foreign.remove(other)) {
                        other.tell(Errno.EINTR.exception());
                    }
                }
            }
        }
    }

    @Override
    public void release(Caller caller, Node node, OpenFile file, Kind kind, long owner) {
        NodeLocks locks = ((ServedNode) node).locks();
        unlock(caller, locks, file, new LockRequest(kind, Type.UNLOCK, owner, caller.pid(), 0, Long.MAX_VALUE));
    }

    private void unlock(Caller caller, NodeLocks locks, OpenFile file, LockRequest request) {
        if (locks.unlock(request)) {
            try {
                backend(caller, file).lock(request);
            } catch (ErrnoException e) {
                LOG.debug("the backend did not take note that a lock was given up", e);
            }
            grantQueued(locks);
        }
    }

    /** Goes through the queue and serves whom it can; again after each that was served, for its lock may have taken the place of a stronger one of its own. */
    private void grantQueued(NodeLocks locks) {
        boolean again;
        do {
            again = grantSome(locks);
        } while (again);
    }

    private boolean grantSome(NodeLocks locks) {
        boolean granted = false;
        for (Waiting waiting : locks.queued()) {
            try {
                switch (locks.serve(waiting, backend(waiting.caller, waiting.file), deadlocks)) {
                    case GRANTED -> {
                        granted = true;
                        waiting.tell(null);
                    }
                    case DEADLOCK -> waiting.tell(Errno.EDEADLK.exception());
                    case BLOCKED, GONE -> {}
                }
            } catch (ErrnoException e) {
                if (e.errno() != Errno.EAGAIN) {
                    if (locks.dequeue(waiting, deadlocks)) {
                        waiting.tell(e);
                    }
                    continue;
                }
                // In one of the two places at any time, so that it can be cancelled.
                foreign.add(waiting);
                if (locks.dequeue(waiting, deadlocks)) {
                    scheduleRetry(waiting);
                } else {
                    foreign.remove(waiting);
                }
            }
        }
        return granted;
    }

    private void retryLater(Waiting waiting) {
        foreign.add(waiting);
        scheduleRetry(waiting);
    }

    private void scheduleRetry(Waiting waiting) {
        ScheduledFuture<?> retry = background.get().schedule(() -> retry(waiting), RETRY_MILLIS, TimeUnit.MILLISECONDS);
        assert retry != null;
    }

    private void retry(Waiting waiting) {
        synchronized (waiting) {
            if (!foreign.contains(waiting)) {
                return;
            }
            try {
                if (waiting.node.grant(waiting.request, backend(waiting.caller, waiting.file)) != null) {
                    scheduleRetry(waiting);
                } else {
                    foreign.remove(waiting);
                    waiting.tell(null);
                    grantQueued(waiting.node);
                }
            } catch (ErrnoException e) {
                if (e.errno() == Errno.EAGAIN) {
                    scheduleRetry(waiting);
                } else {
                    foreign.remove(waiting);
                    waiting.tell(e);
                }
            }
        }
    }

    private NodeLocks.Backend backend(Caller caller, OpenFile file) {
        return file != null && shared.getAsBoolean() ? request -> file.lock(caller, request) : request -> {};
    }
}
