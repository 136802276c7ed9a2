package org.danaus.local;

import static org.danaus.posix.Posix.LIBC;
import static org.danaus.posix.Posix.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.danaus.libservice.Attributes;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.LockRequest;
import org.danaus.libservice.OpenFlags;
import org.danaus.posix.Fcntl;

/**
 * The locks of this service's users as the host sees them. To the host all of them are one client: each locked file has
 * one descriptor, whose OFD and flock locks cover the union of what the users hold, and which lasts as long as any of
 * them holds a lock. Guarded by itself; locking is rare beside reading and writing.
 */
final class SharedLocks {
    private final LocalTree tree;
    private final Map<LocalNode, LockedFile> files = new HashMap<>();

    SharedLocks(LocalTree tree) {
        this.tree = tree;
    }

    /**
     * Takes or gives up a lock of one user.
     *
     * @throws ErrnoException EAGAIN if another client of the host is in the way
     */
    synchronized void apply(LocalNode node, LockRequest request) throws ErrnoException {
        LockedFile file = files.get(node);
        if (file == null) {
            if (request.type() == LockRequest.Type.UNLOCK) {
                return;
            }
            file = new LockedFile(open(node), List.of());
            files.put(node, file);
        }
        try {
            file.apply(request);
        } finally {
            if (file.isFree()) {
                files.remove(node);
                file.close();
            }
        }
    }

    /** All locked files; their descriptors belong to them. */
    synchronized List<LockedFile> files() {
        return new ArrayList<>(files.values());
    }

    /** Takes over a descriptor with the locks it has. */
    synchronized void restore(int descriptor, List<LockRequest> held) throws ErrnoException {
        LockedFile file = new LockedFile(descriptor, held);
        LockedFile before = files.put(tree.identify(descriptor, new Attributes()), file);
        if (before != null) {
            before.close();
        }
    }

    /** Gives all locks up, except those that a successor holds by the same open file descriptions. */
    synchronized void close() {
        files.values().forEach(LockedFile::close);
        files.clear();
    }

    private int open(LocalNode node) throws ErrnoException {
        try {
            return tree.open(node, OpenFlags.RDWR);
        } catch (ErrnoException e) {
            return switch (e.errno()) {
                // An exclusive lock of a range needs a descriptor for writing, which such a file does not give.
                case EROFS, EACCES, ETXTBSY -> tree.open(node, OpenFlags.RDONLY);
                default -> throw e;
            };
        }
    }

    /** A duplicate of the descriptor of a locked file: the same open file description, so the same locks. */
    static int duplicate(LockedFile file) throws ErrnoException {
        return check(LIBC.fcntl(file.descriptor(), Fcntl.F_DUPFD_CLOEXEC, 0));
    }
}
