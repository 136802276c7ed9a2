package org.danaus.service.core.locking;

import java.util.concurrent.atomic.AtomicBoolean;
import org.danaus.libservice.Caller;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.LockRequest;
import org.danaus.libservice.OpenFile;
import org.danaus.service.LockTable;

/** A request that waits for its lock. Told of its end exactly once. */
final class Waiting {
    final NodeLocks node;
    final Caller caller;
    final OpenFile file;
    final LockRequest request;
    private final LockTable.Waiter waiter;
    private final AtomicBoolean told = new AtomicBoolean();
    /** Whose lock is in the way; guarded by {@link Deadlocks}. */
    LockRequest blocker;
    /** Whether it waits no more; guarded by {@link Deadlocks}. */
    boolean over;

    Waiting(NodeLocks node, Caller caller, OpenFile file, LockRequest request, LockTable.Waiter waiter) {
        this.node = node;
        this.caller = caller;
        this.file = file;
        this.request = request;
        this.waiter = waiter;
    }

    boolean isFor(LockTable.Waiter other) {
        return waiter == other;
    }

    /** Ends the wait; a second time is nothing. */
    void tell(ErrnoException error) {
        if (told.compareAndSet(false, true)) {
            waiter.done(error);
        }
    }
}
