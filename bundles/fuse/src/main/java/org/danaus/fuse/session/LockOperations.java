package org.danaus.fuse.session;

import java.util.concurrent.ConcurrentHashMap;
import org.danaus.fuse.lowlevel.FileInfo;
import org.danaus.fuse.lowlevel.FileLock;
import org.danaus.fuse.lowlevel.LibFuse;
import org.danaus.fuse.lowlevel.OperationTable;
import org.danaus.fuse.lowlevel.Shapes;
import org.danaus.fuse.lowlevel.Slot;
import org.danaus.libservice.Caller;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.LockRequest;
import org.danaus.libservice.LockRequest.Kind;
import org.danaus.libservice.LockRequest.Type;
import org.danaus.libservice.Node;
import org.danaus.service.LockTable;

/** The operations on locks. A request that waits holds no thread: it is answered when the lock table says so, from whatever thread that is. */
final class LockOperations {
    private static final int LOCK_EX = 2;
    private static final int LOCK_NB = 4;
    private static final int LOCK_UN = 8;

    private final Serving serving;
    private final LibFuse fuse;
    private final LockTable locks;
    private final ConcurrentHashMap<Long, PendingLock> pending = new ConcurrentHashMap<>();
    private long interrupted;

    LockOperations(Serving serving) {
        this.serving = serving;
        this.fuse = serving.fuse;
        this.locks = serving.filesystem.locks();
    }

    void register(Guard guard, OperationTable table) {
        interrupted = table.pointer(Shapes.Node.class, (request, data) -> interrupt(request));
        guard.node2(Slot.GETLK, this::getlk);
        guard.node2Int(Slot.SETLK, this::setlk);
        guard.node1Int(Slot.FLOCK, this::flock);
    }

    /** Ends all waits with EINTR. */
    void cancelAll() {
        pending.values().forEach(PendingLock::cancel);
    }

    private void getlk(long request, long node, long info, long lock) throws ErrnoException {
        LockRequest wanted = FileLock.read(lock, FileInfo.lockOwner(info));
        FileLock.write(lock, locks.conflict(serving.nodes.node(node), wanted));
        fuse.fuse_reply_lock(request, lock);
    }

    private void setlk(long request, long node, long info, long lock, long wait) throws ErrnoException {
        lock(request, node, info, FileLock.read(lock, FileInfo.lockOwner(info)), wait != 0);
    }

    private void flock(long request, long node, long info, long operation) throws ErrnoException {
        Type type = (operation & LOCK_UN) != 0 ? Type.UNLOCK : (operation & LOCK_EX) != 0 ? Type.WRITE : Type.READ;
        long owner = FileInfo.lockOwner(info);
        lock(
                request,
                node,
                info,
                new LockRequest(Kind.FLOCK, type, owner, 0, 0, Long.MAX_VALUE),
                (operation & LOCK_NB) == 0);
    }

    private void lock(long request, long id, long info, LockRequest wanted, boolean wait) throws ErrnoException {
        Caller caller = serving.caller(Worker.current(), request);
        Node node = serving.nodes.node(id);
        Handle handle = serving.handle(info);
        if (wanted.kind() == Kind.FLOCK) {
            handle.flocks(wanted.owner());
        } else {
            handle.locks(wanted.owner());
        }
        if (!wait || wanted.type() == Type.UNLOCK) {
            locks.lock(caller, node, handle.file(), wanted, null);
            serving.replyOk(request);
            return;
        }
        PendingLock waiting = new PendingLock(request, node);
        pending.put(request, waiting);
        fuse.fuse_req_interrupt_func(request, interrupted, 0);
        try {
            if (locks.lock(caller, node, handle.file(), wanted, waiting)) {
                waiting.done(null);
            } else {
                waiting.queued();
            }
        } catch (ErrnoException e) {
            waiting.done(e);
        } catch (RuntimeException | Error e) {
            locks.cancel(node, waiting);
            if (pending.remove(request, waiting)) {
                // Nobody has answered yet: the guard does.
                throw e;
            }
        }
    }

    private void interrupt(long request) {
        PendingLock waiting = pending.get(request);
        if (waiting != null) {
            waiting.cancel();
        }
    }

    /** A request that waits for a lock. */
    private final class PendingLock implements LockTable.Waiter {
        private final long request;
        private final Node node;
        private volatile boolean cancelled;

        PendingLock(long request, Node node) {
            this.request = request;
            this.node = node;
        }

        @Override
        public void done(ErrnoException error) {
            if (pending.remove(request, this)) {
                fuse.fuse_reply_err(request, error == null ? 0 : error.errno().number());
            }
        }

        void cancel() {
            cancelled = true;
            locks.cancel(node, this);
        }

        /** The lock table has it; an interrupt may have come before. */
        void queued() {
            if (cancelled) {
                locks.cancel(node, this);
            }
        }
    }
}
