package org.danaus.service.core.locking;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.danaus.libservice.LockRequest;
import org.danaus.libservice.LockRequest.Kind;

/**
 * Who waits for whom among the owners of POSIX locks of one filesystem. OFD locks and flocks take no part, as in Linux: their owners are no processes. Safe for all
 * threads; its monitor is the innermost.
 */
final class Deadlocks {
    private final List<Waiting> waits = new ArrayList<>();

    /** Writes a wait down. @return false if it would close a circle; it is then not written down; nor is one that has ended meanwhile */
    synchronized boolean await(Waiting waiting, LockRequest blocker) {
        if (waiting.over) {
            return true;
        }
        if (waiting.request.kind() == Kind.POSIX && reaches(blocker, waiting.request.owner(), new HashSet<>())) {
            return false;
        }
        waiting.blocker = blocker;
        if (!waits.contains(waiting)) {
            waits.add(waiting);
        }
        return true;
    }

    /** The wait is over. */
    synchronized void end(Waiting waiting) {
        waiting.over = true;
        waits.remove(waiting);
    }

    private boolean reaches(LockRequest blocker, long owner, Set<Long> seen) {
        if (blocker.kind() != Kind.POSIX || !seen.add(blocker.owner())) {
            return false;
        }
        if (blocker.owner() == owner) {
            return true;
        }
        for (Waiting waiting : waits) {
            if (waiting.request.kind() == Kind.POSIX
                    && waiting.request.owner() == blocker.owner()
                    && reaches(waiting.blocker, owner, seen)) {
                return true;
            }
        }
        return false;
    }
}
