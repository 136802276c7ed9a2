package org.danaus.local;

import static org.danaus.posix.Posix.LIBC;
import static org.danaus.posix.Posix.check;

import org.danaus.libservice.AttributeChange;
import org.danaus.libservice.Attributes;
import org.danaus.libservice.Caller;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Mode;
import org.danaus.libservice.OpenFile;
import org.danaus.posix.Fcntl;
import org.danaus.posix.Scratch;
import org.danaus.posix.Statx;
import org.danaus.posix.Timespec;

/**
 * Changes attributes, in the order size, owner, mode, times: each step undoes what the one before has done to the
 * later. What can be known to fail is refused before the first step.
 */
final class AttributeWriter {
    private static final int NANOS_PER_SECOND = 1_000_000_000;
    private static final int KEEP = -1;

    private final LocalTree tree;

    AttributeWriter(LocalTree tree) {
        this.tree = tree;
    }

    void apply(Caller caller, LocalNode node, OpenFile file, AttributeChange change, Attributes result)
            throws ErrnoException {
        refuse(node, change);
        Descriptor at = tree.hold(node);
        try {
            if (change.has(AttributeChange.SIZE)) {
                resize(at.number(), file, change.size);
            }
            if (change.has(AttributeChange.UID | AttributeChange.GID)) {
                int uid = change.has(AttributeChange.UID) ? change.uid : KEEP;
                int gid = change.has(AttributeChange.GID) ? change.gid : KEEP;
                check(LIBC.fchownat(at.number(), Scratch.EMPTY.address(), uid, gid, Fcntl.AT_EMPTY_PATH));
            }
            if (change.has(AttributeChange.MODE)) {
                setMode(caller, at.number(), change.mode & Mode.PERMISSIONS);
            }
            if (change.has(times())) {
                setTimes(at.number(), change);
            }
            tree.getattr(at.number(), result);
        } finally {
            at.release();
        }
    }

    private static void refuse(LocalNode node, AttributeChange change) throws ErrnoException {
        if (change.has(AttributeChange.SIZE)) {
            if (node.type() == Mode.DIRECTORY) {
                throw Errno.EISDIR.exception();
            }
            if (node.type() != Mode.REGULAR || change.size < 0) {
                throw Errno.EINVAL.exception();
            }
        }
        boolean badOwner = change.has(AttributeChange.UID) && change.uid == KEEP
                || change.has(AttributeChange.GID) && change.gid == KEEP;
        boolean badAccess = change.has(AttributeChange.ACCESS)
                && !change.has(AttributeChange.ACCESS_NOW)
                && !isNanos(change.accessNanos);
        boolean badModify = change.has(AttributeChange.MODIFY)
                && !change.has(AttributeChange.MODIFY_NOW)
                && !isNanos(change.modifyNanos);
        if (badOwner || badAccess || badModify) {
            throw Errno.EINVAL.exception();
        }
        if (change.has(AttributeChange.MODE) && node.type() == Mode.SYMLINK) {
            throw Errno.EOPNOTSUPP.exception();
        }
    }

    private static void resize(int place, OpenFile file, long size) throws ErrnoException {
        if (file instanceof LocalFile open && open.isWritable()) {
            open.truncate(size);
        } else {
            check(LIBC.truncate(Scratch.get().link.putDescriptor(place), size));
        }
    }

    private static void setMode(Caller caller, int place, int mode) throws ErrnoException {
        int permissions = mode;
        Scratch scratch = Scratch.get();
        if ((mode & Mode.SETGID) != 0) {
            Statx statx = scratch.statx;
            check(LIBC.statx(
                    place, Scratch.EMPTY.address(), Fcntl.AT_EMPTY_PATH, Statx.TYPE_MODE_GROUP, statx.address()));
            if (!Ownership.maySetGroupId(caller, statx.gid())) {
                permissions &= ~Mode.SETGID;
            }
        }
        check(LIBC.chmod(scratch.link.putDescriptor(place), permissions));
    }

    private static void setTimes(int place, AttributeChange change) throws ErrnoException {
        Timespec times = Scratch.get().times;
        if (change.has(AttributeChange.ACCESS_NOW)) {
            times.access(0, Timespec.NOW);
        } else if (change.has(AttributeChange.ACCESS)) {
            times.access(change.accessSeconds, change.accessNanos);
        } else {
            times.access(0, Timespec.OMIT);
        }
        if (change.has(AttributeChange.MODIFY_NOW)) {
            times.modify(0, Timespec.NOW);
        } else if (change.has(AttributeChange.MODIFY)) {
            times.modify(change.modifySeconds, change.modifyNanos);
        } else {
            times.modify(0, Timespec.OMIT);
        }
        check(LIBC.utimensat(place, Scratch.EMPTY.address(), times.address(), Fcntl.AT_EMPTY_PATH));
    }

    private static int times() {
        return AttributeChange.ACCESS
                | AttributeChange.ACCESS_NOW
                | AttributeChange.MODIFY
                | AttributeChange.MODIFY_NOW;
    }

    private static boolean isNanos(int nanos) {
        return nanos >= 0 && nanos < NANOS_PER_SECOND;
    }
}
