package org.danaus.union;

import org.danaus.libservice.Attributes;
import org.danaus.libservice.Caller;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Name;
import org.danaus.libservice.RenameFlags;
import org.danaus.union.UnionNode.Link;

/** One rename that is under way: what is asked for, and what was found. Owned by one thread. */
final class Move {
    final Branch branch;
    final UnionNode fromDirectory;
    final Name from;
    final UnionNode toDirectory;
    final Name to;
    final boolean exchange;
    private final boolean replace;
    private final Attributes found = new Attributes();

    /** What is moved; never null after {@link #find}. */
    UnionNode source;
    /** What is there, or null. */
    UnionNode target;
    /** Names that the target has in the union. */
    int targetLinks;

    Move(Branch branch, UnionNode fromDirectory, Name from, UnionNode toDirectory, Name to, int flags) {
        this.branch = branch;
        this.fromDirectory = fromDirectory;
        this.from = from;
        this.toDirectory = toDirectory;
        this.to = to;
        this.exchange = flags == RenameFlags.EXCHANGE;
        this.replace = flags != RenameFlags.NOREPLACE;
    }

    /** Looks both names up. @throws ErrnoException ENOENT, EEXIST */
    void find(Names names) throws ErrnoException {
        names.checkThere(fromDirectory);
        names.checkThere(toDirectory);
        source = names.find(fromDirectory, from, found);
        if (source == null) {
            throw Errno.ENOENT.exception();
        }
        target = names.find(toDirectory, to, found);
        targetLinks = found.links;
        if (target == null && exchange) {
            throw Errno.ENOENT.exception();
        }
        if (target != null && !replace) {
            throw Errno.EEXIST.exception();
        }
    }

    /** @throws ErrnoException whatever forbids it, apart from a target that is not empty */
    void check(Names names) throws ErrnoException {
        if (source.isDirectory() && isWithin(toDirectory, source)
                || exchange && target.isDirectory() && isWithin(fromDirectory, target)) {
            throw Errno.EINVAL.exception();
        }
        if (target != null && !exchange) {
            if (target.isDirectory() && isWithin(fromDirectory, target)) {
                throw Errno.ENOTEMPTY.exception();
            }
            if (target.isDirectory() && !source.isDirectory()) {
                throw Errno.EISDIR.exception();
            }
            if (!target.isDirectory() && source.isDirectory()) {
                throw Errno.ENOTDIR.exception();
            }
        }
        names.checkReaches(branch, fromDirectory, from);
        names.checkReaches(branch, toDirectory, to);
    }

    private static boolean isWithin(UnionNode directory, UnionNode ancestor) {
        UnionNode at = directory;
        while (at != ancestor) {
            Link link = at.link;
            if (link == null) {
                return false;
            }
            at = link.parent();
        }
        return true;
    }

    /** Whether a directory moves or goes, or two directories change. */
    boolean changesTree() {
        return fromDirectory != toDirectory || source.isDirectory() || target != null && target.isDirectory();
    }

    boolean replacesFile() {
        return target != null && !exchange && !target.isDirectory();
    }

    /** Whether the branch holds what it must. */
    boolean isReady() {
        return source.branch() == branch.index
                && (target == null || !exchange && !target.isDirectory() || target.branch() == branch.index);
    }

    BranchPlace fromPlace() {
        return fromDirectory.places[branch.index];
    }

    BranchPlace toPlace() {
        return toDirectory.places[branch.index];
    }

    /** The rename in the branch itself. */
    void inBranch(int flags) throws ErrnoException {
        branch.layer.rename(Caller.SERVICE, fromPlace().node(), from, toPlace().node(), to, flags);
    }
}
