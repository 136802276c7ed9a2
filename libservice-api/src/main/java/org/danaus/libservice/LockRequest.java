package org.danaus.libservice;

/**
 * One advisory lock, asked for or given up.
 *
 * @param kind whose rules it follows
 * @param type what is asked for
 * @param owner who holds it: any number that is the same for all calls of one owner (process, open file description)
 * @param pid process to name in answers to F_GETLK, 0 if none
 * @param start first byte, not negative; 0 for {@link Kind#FLOCK}
 * @param end last byte, inclusive; {@link Long#MAX_VALUE} for the end of the file
 */
public record LockRequest(Kind kind, Type type, long owner, int pid, long start, long end) {
    /** The three kinds of advisory locks of Linux. FLOCK never meets the other two; POSIX and OFD conflict with each other. */
    public enum Kind {
        /** flock(2): the whole file, owned by the open file description. */
        FLOCK,
        /** fcntl(2) F_SETLK: a range, owned by the process, given up when it closes any descriptor of the file. */
        POSIX,
        /** fcntl(2) F_OFD_SETLK: a range, owned by the open file description. */
        OFD
    }

    /** What is asked for. */
    public enum Type {
        /** Shared. */
        READ,
        /** Exclusive. */
        WRITE,
        /** Give up. */
        UNLOCK
    }

    /** The same range, owner and kind with another type. */
    public LockRequest withType(Type other) {
        return new LockRequest(kind, other, owner, pid, start, end);
    }
}
