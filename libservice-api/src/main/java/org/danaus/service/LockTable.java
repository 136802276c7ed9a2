package org.danaus.service;

import org.danaus.libservice.Caller;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.LockRequest;
import org.danaus.libservice.Node;
import org.danaus.libservice.OpenFile;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The lock manager of one filesystem: flock, POSIX and OFD locks, shared by all paths (DESIGN §4). Locks hold over hot swaps. Nodes and open files are those of
 * {@link Filesystem#files()}. Safe for all threads; no call waits.
 */
@ProviderType
public interface LockTable {
    /**
     * Takes or gives up a lock. If it cannot be taken now and there is a waiter, the request is queued and the waiter is called later.
     *
     * @param file an open file of the node, for backends that are told of locks
     * @param waiter called once when the lock is granted or cannot be any more; null not to wait
     * @return true if done; false if queued
     * @throws ErrnoException EAGAIN if it conflicts and there is no waiter; EDEADLK if waiting would never end (POSIX locks only); ENOLCK
     */
    boolean lock(Caller caller, Node node, OpenFile file, LockRequest request, Waiter waiter) throws ErrnoException;

    /** The lock that stands in the way of a request, or null if none does: F_GETLK. */
    LockRequest conflict(Node node, LockRequest request);

    /** Ends the wait of a request: its waiter is called with EINTR unless it was called before. */
    void cancel(Node node, Waiter waiter);

    /** Gives up all locks of an owner on a node: a process has closed a descriptor of the file (POSIX), or the last one of an open file is closed (OFD, FLOCK). */
    void release(Caller caller, Node node, OpenFile file, LockRequest.Kind kind, long owner);

    /** Told of the end of a wait, on any thread; returns soon. */
    @FunctionalInterface
    interface Waiter {
        /** @param error null if the lock was granted */
        void done(ErrnoException error);
    }
}
