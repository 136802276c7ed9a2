package org.danaus.union;

import org.danaus.libservice.Attributes;
import org.danaus.libservice.Caller;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Libservice;
import org.danaus.libservice.Mode;
import org.danaus.libservice.Name;
import org.danaus.libservice.Node;
import org.danaus.libservice.policy.WhiteoutFormat;
import org.danaus.libservice.policy.WhiteoutFormat.Meaning;

/** A branch: a directory tree of a layer below. Immutable. */
final class Branch {
    /** The name at a branch's root that the union keeps for itself. */
    static final Name PRIVATE = Name.of(".danaus");

    /** Position from the top, 0 first. */
    final int index;
    /** Position from the bottom, 0 first. */
    final int fromBottom;
    /** The layer that holds it. */
    final Libservice layer;
    /** 0 for the layer beneath the union, n for the n-th other stack. */
    final int source;
    /** Whether the union may change it. */
    final boolean writable;
    /** As the option names it. */
    final String text;
    /** Its root directory. */
    final BranchPlace root;
    /** How it writes deletions down. */
    final WhiteoutFormat format;
    /** Whether its files may bear an {@link Origin}. */
    final boolean mayHoldCopies;
    /** Where copies are made; null if not writable. */
    final WorkDirectory work;
    /** The files with several names that are recorded in it; null if there can be none. */
    final HardLinks links;

    private final int tag;

    /** @param tag the number in the top byte of inode numbers */
    Branch(
            BranchSpec spec,
            int index,
            int fromBottom,
            int tag,
            BranchPlace root,
            WhiteoutFormat format,
            WorkDirectory work,
            HardLinks links,
            boolean mayHoldCopies) {
        this.index = index;
        this.fromBottom = fromBottom;
        this.layer = spec.layer();
        this.source = spec.source();
        this.writable = spec.writable();
        this.text = spec.text();
        this.tag = tag;
        this.root = root;
        this.format = format;
        this.work = work;
        this.links = links;
        this.mayHoldCopies = mayHoldCopies;
    }

    /** What the branch holds under a name, or null; nothing under the name that the union keeps for itself. */
    Node lookup(Caller caller, BranchPlace directory, Name name, Attributes found) throws ErrnoException {
        return isPrivate(directory, name) ? null : layer.lookup(caller, directory.node(), name, found);
    }

    boolean isPrivate(BranchPlace directory, Name name) {
        return directory == root && name.equals(PRIVATE);
    }

    /** What an entry that was found means. */
    Meaning meaning(BranchPlace directory, Name name, Node node, Attributes found) throws ErrnoException {
        return format.meaning(Caller.SERVICE, directory, name, Mode.entryType(found.mode), node);
    }

    /** Whether a whiteout that does not take the name's own place hides the name in the branches below. */
    boolean hidesBeside(BranchPlace directory, Name name) throws ErrnoException {
        return !format.takesName() && format.hides(Caller.SERVICE, directory, name);
    }

    /** Fills in the key of a file that was found. @return whether it is a copy */
    boolean identify(Node node, long inode, Key key) throws ErrnoException {
        if (mayHoldCopies && Origin.read(layer, node, key)) {
            return true;
        }
        key.set(fromBottom, inode);
        return false;
    }

    /** The inode number that the union reports for one of this branch's layer. */
    long report(long inode) {
        return inode ^ ((long) tag << 56);
    }
}
