package org.danaus.libservice;

import java.util.Arrays;

/**
 * On whose behalf an operation runs. Immutable and shared: front ends intern callers, so that a request allocates none. A layer uses the ids to own
 * what it creates; it does not decide permissions again (DESIGN §4: the service decides for the default path, the kernel for the legacy path).
 */
public final class Caller {
    /** The service itself: root, no groups, umask 0, pid 0, all capabilities. */
    public static final Caller SERVICE = new Caller(0, 0, new int[0], ~0L, 0, 0);

    private final int uid;
    private final int gid;
    private final int[] groups;
    private final long capabilities;
    private final int umask;
    private final int pid;

    /**
     * A caller.
     *
     * @param uid filesystem user id, unsigned
     * @param gid filesystem group id, unsigned
     * @param groups supplementary groups, unsigned; copied
     * @param capabilities effective capabilities, bit n for capability n of linux/capability.h
     * @param umask file mode creation mask, 0 to 0777; already applied to the modes of requests of the legacy path
     * @param pid process id as the service sees it; 0 if unknown
     */
    public Caller(int uid, int gid, int[] groups, long capabilities, int umask, int pid) {
        this.uid = uid;
        this.gid = gid;
        this.groups = groups.clone();
        this.capabilities = capabilities;
        this.umask = umask;
        this.pid = pid;
    }

    /** Filesystem user id, unsigned. */
    public int uid() {
        return uid;
    }

    /** Filesystem group id, unsigned. */
    public int gid() {
        return gid;
    }

    /** Number of supplementary groups. */
    public int groupCount() {
        return groups.length;
    }

    /** A supplementary group, unsigned. */
    public int group(int index) {
        return groups[index];
    }

    /** Effective capabilities, bit n for capability n. */
    public long capabilities() {
        return capabilities;
    }

    /** File mode creation mask. */
    public int umask() {
        return umask;
    }

    /** Process id, 0 if unknown. */
    public int pid() {
        return pid;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Caller caller
                && uid == caller.uid
                && gid == caller.gid
                && pid == caller.pid
                && umask == caller.umask
                && capabilities == caller.capabilities
                && Arrays.equals(groups, caller.groups);
    }

    @Override
    public int hashCode() {
        return ((uid * 31 + gid) * 31 + pid) * 31 + umask;
    }

    @Override
    public String toString() {
        return "uid=" + Integer.toUnsignedString(uid) + " gid=" + Integer.toUnsignedString(gid) + " pid=" + pid;
    }
}
