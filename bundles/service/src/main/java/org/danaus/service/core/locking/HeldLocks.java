package org.danaus.service.core.locking;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.danaus.libservice.LockRequest;
import org.danaus.libservice.LockRequest.Kind;
import org.danaus.libservice.LockRequest.Type;

/** The locks held on one file that can conflict with each other: either the flocks, or the ranges of POSIX and OFD locks. Guarded by the {@link NodeLocks} that owns it. */
final class HeldLocks {
    private final List<LockRequest> held = new ArrayList<>(2);

    /** The first held lock in the way of a request, or null. */
    LockRequest conflict(LockRequest request) {
        for (LockRequest lock : held) {
            if (!sameOwner(lock, request)
                    && overlap(lock, request)
                    && (lock.type() == Type.WRITE || request.type() == Type.WRITE)) {
                return lock;
            }
        }
        return null;
    }

    /**
     * Puts a lock in place, or gives a range up: what its owner held in the range is replaced, the rest kept. Locks of one owner and type that touch become one, as
     * F_GETLK shows them.
     */
    void apply(LockRequest request) {
        List<LockRequest> kept = new ArrayList<>(2);
        for (Iterator<LockRequest> all = held.iterator(); all.hasNext(); ) {
            LockRequest lock = all.next();
            if (sameOwner(lock, request) && overlap(lock, request)) {
                all.remove();
                if (lock.start() < request.start()) {
                    kept.add(range(lock, lock.start(), request.start() - 1));
                }
                if (lock.end() > request.end()) {
                    kept.add(range(lock, request.end() + 1, lock.end()));
                }
            }
        }
        held.addAll(kept);
        if (request.type() != Type.UNLOCK) {
            held.add(merged(request));
        }
    }

    private LockRequest merged(LockRequest request) {
        LockRequest whole = request;
        for (Iterator<LockRequest> all = held.iterator(); all.hasNext(); ) {
            LockRequest lock = all.next();
            if (sameOwner(lock, request) && lock.type() == request.type() && touch(lock, request)) {
                all.remove();
                whole = range(whole, Math.min(whole.start(), lock.start()), Math.max(whole.end(), lock.end()));
            }
        }
        return whole;
    }

    private static boolean touch(LockRequest one, LockRequest other) {
        return one.end() == other.start() - 1 || other.end() == one.start() - 1;
    }

    /** Whether an owner holds anything. */
    boolean holds(Kind kind, long owner) {
        for (LockRequest lock : held) {
            if (lock.kind() == kind && lock.owner() == owner) {
                return true;
            }
        }
        return false;
    }

    private static LockRequest range(LockRequest lock, long start, long end) {
        return new LockRequest(lock.kind(), lock.type(), lock.owner(), lock.pid(), start, end);
    }

    private static boolean sameOwner(LockRequest one, LockRequest other) {
        return one.kind() == other.kind() && one.owner() == other.owner();
    }

    private static boolean overlap(LockRequest one, LockRequest other) {
        return one.start() <= other.end() && other.start() <= one.end();
    }
}
