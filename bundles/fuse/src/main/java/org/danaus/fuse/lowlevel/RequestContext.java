package org.danaus.fuse.lowlevel;

/**
 * struct fuse_ctx.
 *
 * <pre>
 *  0 uid u32   4 gid u32   8 pid s32   12 umask u32   16
 * </pre>
 */
public final class RequestContext {
    private static final int UID = 0;
    private static final int GID = UID + 4;
    private static final int PID = GID + 4;

    private RequestContext() {}

    /** Filesystem user id. */
    public static int uid(long address) {
        return Memory.AT.getInt(address + UID);
    }

    /** Filesystem group id. */
    public static int gid(long address) {
        return Memory.AT.getInt(address + GID);
    }

    /** Process id in the namespace of this process; 0 if it is not visible there. */
    public static int pid(long address) {
        return Memory.AT.getInt(address + PID);
    }
}
