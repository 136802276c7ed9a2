package org.danaus.local;

import static org.danaus.posix.Posix.LIBC;
import static org.danaus.posix.Posix.check;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.LockRequest;
import org.danaus.libservice.LockRequest.Kind;
import org.danaus.libservice.LockRequest.Type;
import org.danaus.posix.Fcntl;
import org.danaus.posix.Flock;
import org.danaus.posix.Scratch;

/**
 * One file on which users of this service hold locks, with the one descriptor that holds their union. Guarded by {@link
 * SharedLocks}.
 */
final class LockedFile {
    private final int descriptor;
    private List<LockRequest> held;

    /** Takes over the descriptor. @param held what it holds already */
    LockedFile(int descriptor, List<LockRequest> held) {
        this.descriptor = descriptor;
        this.held = List.copyOf(held);
    }

    int descriptor() {
        return descriptor;
    }

    List<LockRequest> held() {
        return held;
    }

    boolean isFree() {
        return held.isEmpty();
    }

    void close() {
        LIBC.close(descriptor);
    }

    /** Takes or gives up a lock: all of it or nothing. */
    void apply(LockRequest request) throws ErrnoException {
        List<LockRequest> after = with(request);
        try {
            show(request, after);
        } catch (ErrnoException e) {
            show(request, held);
            throw e.errno() == Errno.EACCES ? Errno.EAGAIN.exception() : e;
        }
        held = after;
    }

    private void show(LockRequest changed, List<LockRequest> locks) throws ErrnoException {
        if (changed.kind() == Kind.FLOCK) {
            int operation =
                    switch (union(locks, true, 0, 0)) {
                        case WRITE -> Fcntl.LOCK_EX;
                        case READ -> Fcntl.LOCK_SH;
                        case UNLOCK -> Fcntl.LOCK_UN;
                    };
            check(LIBC.flock(descriptor, operation | Fcntl.LOCK_NB));
            return;
        }
        TreeSet<Long> starts = new TreeSet<>(List.of(changed.start()));
        for (LockRequest lock : locks) {
            if (lock.kind() != Kind.FLOCK) {
                starts.add(lock.start());
                if (lock.end() != Long.MAX_VALUE) {
                    starts.add(lock.end() + 1);
                }
            }
        }
        for (long start : starts.subSet(changed.start(), true, changed.end(), true)) {
            Long next = starts.higher(start);
            long end = next == null ? changed.end() : Math.min(next - 1, changed.end());
            setRange(union(locks, false, start, end), start, end);
        }
    }

    private void setRange(Type type, long start, long end) throws ErrnoException {
        Flock lock = Scratch.get().lock;
        short nativeType =
                switch (type) {
                    case READ -> Flock.READ;
                    case WRITE -> Flock.WRITE;
                    case UNLOCK -> Flock.UNLOCK;
                };
        lock.set(nativeType, start, end);
        check(LIBC.fcntl(descriptor, Fcntl.F_OFD_SETLK, lock.address()));
    }

    /** The strongest lock that anybody has on a range no lock begins or ends within. */
    private static Type union(List<LockRequest> locks, boolean whole, long start, long end) {
        Type strongest = Type.UNLOCK;
        for (LockRequest lock : locks) {
            boolean counts = (lock.kind() == Kind.FLOCK) == whole && lock.start() <= end && lock.end() >= start;
            if (counts && strongest != Type.WRITE) {
                strongest = lock.type();
            }
        }
        return strongest;
    }

    /** What is held if one request is granted. */
    private List<LockRequest> with(LockRequest request) {
        List<LockRequest> after = new ArrayList<>();
        for (LockRequest lock : held) {
            boolean same = lock.kind() == request.kind() && lock.owner() == request.owner();
            boolean whole = request.kind() == Kind.FLOCK;
            if (!same || !whole && (lock.end() < request.start() || lock.start() > request.end())) {
                after.add(lock);
                continue;
            }
            if (!whole && lock.start() < request.start()) {
                after.add(between(lock, lock.start(), request.start() - 1));
            }
            if (!whole && lock.end() > request.end()) {
                after.add(between(lock, request.end() + 1, lock.end()));
            }
        }
        if (request.type() != Type.UNLOCK) {
            after.add(request);
        }
        return List.copyOf(after);
    }

    private static LockRequest between(LockRequest lock, long start, long end) {
        return new LockRequest(lock.kind(), lock.type(), lock.owner(), lock.pid(), start, end);
    }
}
