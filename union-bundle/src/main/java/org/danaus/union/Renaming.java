package org.danaus.union;

import java.util.concurrent.locks.ReentrantLock;
import org.danaus.libservice.Attributes;
import org.danaus.libservice.Caller;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Mode;
import org.danaus.libservice.Name;
import org.danaus.libservice.RenameFlags;
import org.danaus.union.UnionNode.Link;

/**
 * Renames, in the topmost writable branch. A file is copied up first; of a directory only the directory itself, which from then on says by a {@link Redirect} where the branches
 * below hold its entries. What must be hidden at the old name and shown at the new one changes in one step of the branch, or before it in ways that nobody sees.
 */
final class Renaming {
    private static final int ATTEMPTS = 100;

    private final Names names;
    private final Replicas replicas;
    private final CopyUp copyUp;
    private final Listing listing;
    private final ReentrantLock tree;

    Renaming(Names names, Replicas replicas, CopyUp copyUp, Listing listing, ReentrantLock tree) {
        this.names = names;
        this.replicas = replicas;
        this.copyUp = copyUp;
        this.listing = listing;
        this.tree = tree;
    }

    void rename(UnionNode fromDirectory, Name from, UnionNode toDirectory, Name to, int flags) throws ErrnoException {
        boolean exchange = flags == RenameFlags.EXCHANGE;
        if (flags != 0 && flags != RenameFlags.NOREPLACE && !exchange) {
            throw Errno.EINVAL.exception();
        }
        Branch branch = copyUp.topmost();
        names.checkAllowed(branch, fromDirectory, from);
        names.checkAllowed(branch, toDirectory, to);
        Move move = new Move(branch, fromDirectory, from, toDirectory, to, flags);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            move.find(names);
            if (move.source == move.target) {
                return;
            }
            move.check(names);
            if (attempt(move)) {
                return;
            }
        }
        throw Errno.EIO.exception();
    }

    private boolean attempt(Move move) throws ErrnoException {
        replicas.ensure(move.fromDirectory, move.branch);
        replicas.ensure(move.toDirectory, move.branch);
        copyUp.to(move.source, move.branch, CopyUp.ALL);
        if (move.target != null && (move.exchange || move.target.isDirectory())) {
            copyUp.to(move.target, move.branch, CopyUp.ALL);
        }
        boolean shapes = move.changesTree();
        UnionNode first = move.source;
        UnionNode second = move.target;
        if (second != null && Long.compareUnsigned(second.inode, first.inode) < 0) {
            first = second;
            second = move.source;
        }
        first.copying.lock();
        if (second != null) {
            second.copying.lock();
        }
        if (shapes) {
            tree.lock();
        }
        try {
            return locked(move);
        } finally {
            if (shapes) {
                tree.unlock();
            }
            if (second != null) {
                second.copying.unlock();
            }
            first.copying.unlock();
        }
    }

    private boolean locked(Move move) throws ErrnoException {
        UnionNode replaced = move.target != null && move.target.isDirectory() && !move.exchange ? move.target : null;
        move.fromDirectory.changes.lock();
        move.toDirectory.changes.lock();
        if (replaced != null) {
            replaced.changes.lock();
        }
        try {
            UnionNode source = move.source;
            UnionNode target = move.target;
            move.find(names);
            if (source != move.source || target != move.target || !move.isReady()) {
                return false;
            }
            move.check(names);
            if (replaced != null) {
                listing.checkEmpty(replaced);
            }
            perform(move);
            return true;
        } finally {
            if (replaced != null) {
                replaced.changes.unlock();
            }
            move.toDirectory.changes.unlock();
            move.fromDirectory.changes.unlock();
        }
    }

    private void perform(Move move) throws ErrnoException {
        Branch branch = move.branch;
        if (branch.format.keepsPaths() && move.exchange && (move.source.isDirectory() || move.target.isDirectory())) {
            throw Errno.EINVAL.exception();
        }
        boolean shows = !move.exchange && names.showsBelow(branch, move.fromDirectory, move.from);
        if (shows && !branch.format.takesName() && move.from.length() > branch.format.longestName()) {
            throw Errno.ENAMETOOLONG.exception();
        }
        if (!move.source.isDirectory()) {
            names.cover(move.source, branch, move.fromDirectory, move.from);
        }
        if (move.exchange && !move.target.isDirectory()) {
            names.cover(move.target, branch, move.toDirectory, move.to);
        }
        names.expect(move.source, branch, move.toDirectory);
        boolean merges = prepare(move.source, branch, move.toDirectory, move.to);
        boolean targetMerges = false;
        if (move.exchange) {
            names.expect(move.target, branch, move.fromDirectory);
            targetMerges = prepare(move.target, branch, move.fromDirectory, move.from);
        }
        SharedFile recorded = null;
        if (move.replacesFile()) {
            recorded = names.losing(move.target, branch, move.toDirectory, move.to, move.targetLinks);
        }
        if (branch.format.takesName()) {
            overWhiteouts(move, shows);
        } else {
            besideWhiteouts(move, shows, merges);
        }
        settle(move, merges, targetMerges, recorded);
    }

    /**
     * Makes a directory ready for a new place: one with entries in branches below gets a redirect, any other hides what the branches below hold there.
     *
     * @return whether it has entries in branches below
     */
    private boolean prepare(UnionNode node, Branch branch, UnionNode directory, Name name) throws ErrnoException {
        if (!node.isDirectory()) {
            return false;
        }
        BranchPlace own = node.places[branch.index];
        for (int i = branch.index + 1; i < node.places.length; i++) {
            if (node.places[i] != null && node.places[i].exists()) {
                Redirect.fix(branch, own);
                return true;
            }
        }
        if (names.directoryBelow(branch, directory, name)) {
            BranchPlace place = directory.places[branch.index];
            branch.format.makeOpaque(
                    Caller.SERVICE,
                    branch.format.keepsPaths() ? new BranchPlace(branch.index, own.node(), place, name) : own);
            own.opaque(true);
        }
        return false;
    }

    /** With whiteouts that take the name's own place. */
    private void overWhiteouts(Move move, boolean shows) throws ErrnoException {
        Branch branch = move.branch;
        BranchPlace fromPlace = move.fromPlace();
        BranchPlace toPlace = move.toPlace();
        if (move.exchange) {
            move.inBranch(RenameFlags.EXCHANGE);
            return;
        }
        boolean whiteout = move.target == null && names.isHidden(branch, toPlace, move.to);
        if (whiteout && (shows || move.source.isDirectory())) {
            move.inBranch(RenameFlags.EXCHANGE);
            if (!shows) {
                branch.format.reveal(Caller.SERVICE, fromPlace, move.from);
            }
            return;
        }
        if (move.target != null && move.target.isDirectory()) {
            clear(move, true);
        }
        move.inBranch(shows ? RenameFlags.WHITEOUT : 0);
    }

    /** With whiteouts that lie beside the name: one that hides a name which the branch itself has is not seen yet. */
    private void besideWhiteouts(Move move, boolean shows, boolean merges) throws ErrnoException {
        Branch branch = move.branch;
        boolean directory = move.source.isDirectory();
        if (move.target != null && move.target.isDirectory() && !move.exchange) {
            clear(move, false);
        }
        if (directory && branch.format.keepsPaths()) {
            branch.format.moving(Caller.SERVICE, move.source.places[branch.index], move.toPlace(), move.to);
        }
        if (shows) {
            branch.format.hide(Caller.SERVICE, move.fromPlace(), move.from);
        }
        move.inBranch(move.exchange ? RenameFlags.EXCHANGE : 0);
        if (move.exchange) {
            return;
        }
        if (directory && branch.format.keepsPaths()) {
            branch.format.forget(Caller.SERVICE, new BranchPlace(branch.index, null, move.fromPlace(), move.from));
            if (!shows) {
                branch.format.reveal(Caller.SERVICE, move.fromPlace(), move.from);
            }
        }
        if ((!directory || merges || !branch.format.keepsPaths()) && names.isHidden(branch, move.toPlace(), move.to)) {
            branch.format.reveal(Caller.SERVICE, move.toPlace(), move.to);
        }
    }

    /** A directory that is about to be replaced and is empty but for whiteouts and marks becomes one that is empty in its branch too. */
    private void clear(Move move, boolean takesName) throws ErrnoException {
        Branch branch = move.branch;
        BranchPlace own = move.target.places[branch.index];
        if (!takesName) {
            branch.format.hide(Caller.SERVICE, move.toPlace(), move.to);
            Xattrs.remove(branch.layer, own.node(), branch.format.redirectAttribute());
            branch.format.forget(Caller.SERVICE, own);
        }
        if (WorkDirectory.list(branch.layer, own.node()).isEmpty()) {
            return;
        }
        Attributes attributes = new Attributes();
        branch.layer.getattr(Caller.SERVICE, own.node(), attributes);
        Name made = branch.work.fresh();
        BranchPlace fresh = new BranchPlace(
                branch.index,
                branch.layer.mkdir(
                        Caller.SERVICE,
                        branch.work.place().node(),
                        made,
                        attributes.mode & Mode.PERMISSIONS,
                        new Attributes()),
                branch.work.place(),
                made);
        try {
            Origin.write(branch.layer, fresh.node(), move.target.key);
            Metadata.copy(branch.layer, own.node(), attributes, branch.layer, fresh.node());
            if (takesName) {
                branch.format.makeOpaque(Caller.SERVICE, fresh);
            }
            branch.work.place(made, move.toPlace(), move.to, RenameFlags.EXCHANGE);
        } finally {
            branch.work.discard(made);
        }
    }

    private void settle(Move move, boolean merges, boolean targetMerges, SharedFile recorded) throws ErrnoException {
        moved(move.source, move.branch, move.fromDirectory, move.from, move.toDirectory, move.to, merges);
        if (move.exchange) {
            moved(move.target, move.branch, move.toDirectory, move.to, move.fromDirectory, move.from, targetMerges);
        }
        move.fromDirectory.changed();
        move.toDirectory.changed();
        if (move.target == null || move.exchange) {
            return;
        }
        if (move.target.isDirectory()) {
            move.target.lost(move.toDirectory, move.to, true);
            move.target.changed();
        } else {
            names.lost(move.target, recorded, move.toDirectory, move.to, move.targetLinks);
        }
    }

    private void moved(
            UnionNode node, Branch branch, UnionNode from, Name old, UnionNode to, Name name, boolean merges) {
        Link link = node.link;
        if (node.isDirectory() || link == null || link.is(from, old)) {
            node.link = new Link(to, name);
        }
        if (!node.isDirectory()) {
            return;
        }
        BranchPlace own = node.places[branch.index];
        own.move(to.places[branch.index], name);
        BranchPlace[] places = names.alone(branch, own, to, name, own.opaque());
        if (merges) {
            System.arraycopy(node.places, branch.index + 1, places, branch.index + 1, places.length - branch.index - 1);
        }
        node.places = BranchPlace.among(places);
        node.changed();
    }
}
