package org.danaus.union;

import java.util.concurrent.locks.ReentrantLock;
import org.danaus.libservice.Attributes;
import org.danaus.libservice.Caller;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Name;
import org.danaus.libservice.RenameFlags;

/**
 * Removes names. A whiteout is there before the name goes, or takes its place in one step, so that nothing of a lower branch shows in between or after a crash.
 */
final class Removal {
    private static final int ATTEMPTS = 100;

    private final Names names;
    private final Replicas replicas;
    private final CopyUp copyUp;
    private final Listing listing;
    private final ReentrantLock tree;

    Removal(Names names, Replicas replicas, CopyUp copyUp, Listing listing, ReentrantLock tree) {
        this.names = names;
        this.replicas = replicas;
        this.copyUp = copyUp;
        this.listing = listing;
        this.tree = tree;
    }

    void unlink(UnionNode directory, Name name) throws ErrnoException {
        Attributes found = new Attributes();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            UnionNode node = there(directory, name, found);
            if (node.isDirectory()) {
                throw Errno.EISDIR.exception();
            }
            // The holder is where the name is, but for files with several names; then the next attempt asks.
            int expected = attempt == 0 ? node.holder.branch() : names.branchOf(directory, name);
            Branch branch = copyUp.nearest(expected);
            replicas.ensure(directory, branch);
            node.copying.lock();
            directory.changes.lock();
            try {
                names.checkThere(directory);
                if (names.find(directory, name, found) == node) {
                    int holder = names.branchOf(directory, name);
                    if (copyUp.nearest(holder) == branch) {
                        unlink(node, directory, name, branch, holder == branch.index, found.links);
                        return;
                    }
                }
            } finally {
                directory.changes.unlock();
                node.copying.unlock();
            }
        }
        throw Errno.EIO.exception();
    }

    private UnionNode there(UnionNode directory, Name name, Attributes found) throws ErrnoException {
        names.checkThere(directory);
        UnionNode node = names.find(directory, name, found);
        if (node == null) {
            throw Errno.ENOENT.exception();
        }
        return node;
    }

    /** @param named whether the branch itself has the name */
    private void unlink(UnionNode node, UnionNode directory, Name name, Branch branch, boolean named, int links)
            throws ErrnoException {
        BranchPlace place = directory.places[branch.index];
        boolean shows = names.showsBelow(branch, directory, name);
        SharedFile recorded = names.losing(node, branch, directory, name, links);
        if (!shows) {
            branch.layer.unlink(Caller.SERVICE, place.node(), name);
        } else if (!named) {
            branch.format.hide(Caller.SERVICE, place, name);
        } else if (branch.format.takesName()) {
            Name whiteout = branch.work.fresh();
            branch.format.hide(Caller.SERVICE, branch.work.place(), whiteout);
            replace(branch, whiteout, place, name, 0);
        } else {
            branch.format.hide(Caller.SERVICE, place, name);
            branch.layer.unlink(Caller.SERVICE, place.node(), name);
        }
        directory.changed();
        names.lost(node, recorded, directory, name, links);
    }

    private static void replace(Branch branch, Name whiteout, BranchPlace place, Name name, int flags)
            throws ErrnoException {
        try {
            branch.work.place(whiteout, place, name, flags);
        } catch (ErrnoException e) {
            branch.work.discard(whiteout);
            throw e;
        }
    }

    void rmdir(UnionNode directory, Name name) throws ErrnoException {
        tree.lock();
        try {
            UnionNode node = there(directory, name, new Attributes());
            if (!node.isDirectory()) {
                throw Errno.ENOTDIR.exception();
            }
            Branch branch = copyUp.nearest(node.branch());
            replicas.ensure(directory, branch);
            directory.changes.lock();
            node.changes.lock();
            try {
                names.checkThere(directory);
                listing.checkEmpty(node);
                rmdir(node, directory, name, branch);
                node.lost(directory, name, true);
                node.changed();
                directory.changed();
            } finally {
                node.changes.unlock();
                directory.changes.unlock();
            }
        } finally {
            tree.unlock();
        }
    }

    private void rmdir(UnionNode node, UnionNode directory, Name name, Branch branch) throws ErrnoException {
        BranchPlace place = directory.places[branch.index];
        boolean named = node.branch() == branch.index;
        boolean shows = names.showsBelow(branch, directory, name);
        if (!named) {
            branch.format.hide(Caller.SERVICE, place, name);
            return;
        }
        if (shows && branch.format.takesName()) {
            Name whiteout = branch.work.fresh();
            branch.format.hide(Caller.SERVICE, branch.work.place(), whiteout);
            replace(branch, whiteout, place, name, RenameFlags.EXCHANGE);
            branch.work.discard(whiteout);
            return;
        }
        if (shows) {
            branch.format.hide(Caller.SERVICE, place, name);
        }
        BranchPlace own = node.places[branch.index];
        remove(branch, place, name);
        if (branch.format.keepsPaths()) {
            branch.format.forget(Caller.SERVICE, own);
            if (!shows) {
                branch.format.reveal(Caller.SERVICE, place, name);
            }
        }
    }

    /** A directory that is empty but for whiteouts and marks goes at once; they go with it. */
    private static void remove(Branch branch, BranchPlace place, Name name) throws ErrnoException {
        try {
            branch.layer.rmdir(Caller.SERVICE, place.node(), name);
        } catch (ErrnoException e) {
            if (e.errno() != Errno.ENOTEMPTY && e.errno() != Errno.EEXIST) {
                throw e;
            }
            branch.work.discard(branch.work.take(place, name));
        }
    }
}
