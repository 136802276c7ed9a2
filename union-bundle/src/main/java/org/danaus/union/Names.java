package org.danaus.union;

import org.danaus.libservice.Attributes;
import org.danaus.libservice.Caller;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Mode;
import org.danaus.libservice.Name;
import org.danaus.libservice.OpenFlags;
import org.danaus.libservice.policy.WhiteoutFormat.Meaning;

/** Names of files that change, as {@link Creation}, {@link Removal} and {@link Renaming} share them. */
final class Names {
    private final Branch[] branches;
    private final Stack stack;
    private final Lookup lookup;

    Names(Branch[] branches, Stack stack, Lookup lookup) {
        this.branches = branches;
        this.stack = stack;
        this.lookup = lookup;
    }

    /** @throws ErrnoException EPERM for a name that the union or the whiteout format keeps for itself */
    void checkAllowed(Branch branch, UnionNode directory, Name name) throws ErrnoException {
        boolean isPrivate = directory.places[branch.index] == branch.root && name.equals(Branch.PRIVATE);
        if (isPrivate || !branch.format.allows(name)) {
            throw Errno.EPERM.exception();
        }
    }

    /** To be called under the directory's lock. @throws ErrnoException ENOENT if it is gone, EEXIST if the name is there, EROFS if a branch above hides it */
    void checkFree(Branch branch, UnionNode directory, Name name) throws ErrnoException {
        checkThere(directory);
        if (stack.first(directory.places, name, 0) >= 0) {
            throw Errno.EEXIST.exception();
        }
        stack.checkReaches(directory.places, name, branch.index);
    }

    /** @throws ErrnoException EROFS if a branch above the given one has or hides the name */
    void checkReaches(Branch branch, UnionNode directory, Name name) throws ErrnoException {
        stack.checkReaches(directory.places, name, branch.index);
    }

    /** @throws ErrnoException ENOENT if the directory was removed */
    void checkThere(UnionNode directory) throws ErrnoException {
        if (directory.gone) {
            throw Errno.ENOENT.exception();
        }
    }

    /** The branch whose file shows under a name. @throws ErrnoException ENOENT */
    int branchOf(UnionNode directory, Name name) throws ErrnoException {
        int branch = stack.first(directory.places, name, 0);
        if (branch < 0) {
            throw Errno.ENOENT.exception();
        }
        return branch;
    }

    /** Whether a file or directory shows in branches below. */
    boolean showsBelow(Branch branch, UnionNode directory, Name name) throws ErrnoException {
        return stack.first(directory.places, name, branch.index + 1) >= 0;
    }

    /** Whether a directory shows in branches below. */
    boolean directoryBelow(Branch branch, UnionNode directory, Name name) throws ErrnoException {
        return stack.firstIsDirectory(directory.places, name, branch.index + 1);
    }

    /** Whether the branch itself has a file of that name. */
    boolean isNamed(Branch branch, BranchPlace place, Name name) throws ErrnoException {
        return stack.at(branch.index, place, name, stack.scratch().glance) == Meaning.FILE;
    }

    /** Whether the branch has a whiteout of that name. */
    boolean isHidden(Branch branch, BranchPlace place, Name name) throws ErrnoException {
        return stack.at(branch.index, place, name, stack.scratch().glance) == Meaning.WHITEOUT
                || branch.hidesBeside(place, name);
    }

    UnionNode find(UnionNode directory, Name name, Attributes found) throws ErrnoException {
        return lookup.find(Caller.SERVICE, directory, name, found);
    }

    /**
     * Before a name of a lower file goes: writes down that it does, if the file has more of them. The caller holds the file's copying lock.
     *
     * @param links names that the file has in the union
     * @return to be passed to {@link #lost}; null if there is nothing to record
     */
    SharedFile losing(UnionNode node, Branch branch, UnionNode directory, Name name, int links) throws ErrnoException {
        if (links < 2) {
            anchor(node);
        }
        BranchPlace place = directory.places[branch.index];
        SharedFile shared = node.shared;
        if (shared == null && (links < 2 || node.holder.branch() <= branch.index)) {
            return null;
        }
        boolean named = isNamed(branch, place, name);
        if (shared != null && shared.branch < branch.index) {
            branches[shared.branch].links.going(shared, place, name);
            return shared;
        }
        if (named) {
            return null;
        }
        if (shared == null || shared.branch != branch.index) {
            shared = branch.links.begin(node.key, links);
        }
        branch.links.going(shared, place, name);
        return shared;
    }

    /** Keeps a copy alive for files that were opened before it was made, and know of it only when they are used next. */
    private void anchor(UnionNode node) throws ErrnoException {
        Holder holder = node.holder;
        if (holder.copied() && Mode.isRegular(node.type) && node.isOpen()) {
            node.keep(branches[holder.branch()].layer.open(Caller.SERVICE, holder.node(), OpenFlags.RDONLY));
        }
    }

    /** After a name has gone. @param recorded what {@link #losing} answered */
    void lost(UnionNode node, SharedFile recorded, UnionNode directory, Name name, int links) throws ErrnoException {
        if (recorded != null) {
            node.shared = recorded;
        }
        node.lost(directory, name, links <= 1);
        if (node.gone && node.shared != null) {
            branches[node.shared.branch].links.drop(node.shared);
        } else if (recorded != null) {
            branches[recorded.branch].links.went(recorded);
        }
    }

    /** Gives a file that this branch holds under another name, or in the index, this name of a lower branch too: nobody's view changes. */
    void cover(UnionNode node, Branch branch, UnionNode directory, Name name) throws ErrnoException {
        BranchPlace place = directory.places[branch.index];
        Holder holder = node.holder;
        SharedFile shared = node.shared;
        if (isNamed(branch, place, name)) {
            return;
        }
        if (shared == null || shared.branch != branch.index || holder.branch() != branch.index) {
            throw Errno.ESTALE.exception();
        }
        Name made = branch.work.fresh();
        branch.layer.link(Caller.SERVICE, holder.node(), branch.work.place().node(), made, new Attributes());
        try {
            branch.links.going(shared, place, name);
            Replicas.publish(branch, place, name, made);
        } catch (ErrnoException e) {
            branch.work.discard(made);
            throw e;
        }
        branch.links.went(shared);
    }

    /** Marks a directory before a file whose number is another branch's comes into it. */
    void expect(UnionNode node, Branch branch, UnionNode directory) throws ErrnoException {
        if (node.isNumberedElsewhere(branch)) {
            Impure.mark(branch, directory.places[branch.index]);
        }
    }

    /** The places of a directory that is in one branch alone. @param hidesBelow whether it hides what the branches below hold there */
    BranchPlace[] alone(Branch branch, BranchPlace own, UnionNode parent, Name name, boolean hidesBelow) {
        BranchPlace[] parents = parent.places;
        BranchPlace[] places = new BranchPlace[parents.length];
        for (int i = 0; i < places.length; i++) {
            boolean hidden = i > branch.index && hidesBelow || parents[i] == null;
            places[i] = hidden ? null : new BranchPlace(i, null, parents[i], name);
        }
        places[branch.index] = own;
        return BranchPlace.among(places);
    }
}
