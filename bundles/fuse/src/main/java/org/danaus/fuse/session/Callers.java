package org.danaus.fuse.session;

import org.danaus.fuse.lowlevel.RequestContext;
import org.danaus.libservice.Caller;

/**
 * The callers that one thread has met lately, so that a request makes no new one. The kernel has checked permissions and applied the umask: groups and capabilities are left
 * to it, and every caller counts as privileged towards the layers. Owned by one thread.
 */
final class Callers {
    private static final int PLACES = 64;
    private static final int[] NO_GROUPS = {};

    private final Caller[] met = new Caller[PLACES];

    /** Whoever a {@link RequestContext} names. */
    Caller of(long context) {
        int uid = RequestContext.uid(context);
        int gid = RequestContext.gid(context);
        int pid = RequestContext.pid(context);
        int place = (pid * 31 + uid) * 31 + gid & PLACES - 1;
        Caller caller = met[place];
        if (caller == null || caller.uid() != uid || caller.gid() != gid || caller.pid() != pid) {
            caller = new Caller(uid, gid, NO_GROUPS, ~0L, 0, pid);
            met[place] = caller;
        }
        return caller;
    }
}
