package org.danaus.union;

import java.util.List;
import org.danaus.libservice.Attributes;
import org.danaus.libservice.Caller;
import org.danaus.libservice.CompositionException;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Mode;
import org.danaus.libservice.Name;
import org.danaus.libservice.Node;

/**
 * A node of a union that is to be found in one with other branches: by its path first, since that also tells where its directory would be in every branch; one without a path is rebuilt from its
 * nodes.
 *
 * @param key what it is known by
 * @param type file type
 * @param gone whether it has no name left
 * @param path names from the root, null if there is no path
 * @param copied whether a file is a copy
 * @param branches the branches that hold it, as options name them
 */
record NodeRecord(Key key, int type, boolean gone, List<Name> path, boolean copied, List<String> branches) {
    /** The node at the path, if it still is this one; otherwise null. */
    UnionNode resolve(Union union) throws ErrnoException {
        if (path == null || gone) {
            return null;
        }
        if (path.isEmpty()) {
            return union.root();
        }
        Attributes found = new Attributes();
        Name last = path.get(path.size() - 1);
        UnionNode known = union.root();
        for (Name name : path.subList(0, path.size() - 1)) {
            known = known.isDirectory() ? union.lookup().find(Caller.SERVICE, known, name, found) : null;
            if (known == null) {
                return null;
            }
        }
        UnionNode node = known.isDirectory() ? union.lookup().find(Caller.SERVICE, known, last, found) : null;
        return node != null && node.key.equals(key) ? node : null;
    }

    /** The node from what holds it; null if no branch does any more. */
    UnionNode rebuild(Union union, List<Node> nodes) {
        UnionNode known = union.nodes().get(key);
        if (known != null && isHeldBy(known, nodes)) {
            return known;
        }
        UnionNode node = new UnionNode(
                key, union.lookup().report(key), type, union.lookup().isChained());
        node.gone = gone;
        if (node.isDirectory()) {
            BranchPlace[] places = new BranchPlace[union.branches().size()];
            boolean held = false;
            for (int i = 0; i < nodes.size(); i++) {
                Branch branch = find(union, branches.get(i));
                if (branch != null) {
                    places[branch.index] = new BranchPlace(branch.index, nodes.get(i), null, null);
                    held = true;
                }
            }
            if (!held) {
                return null;
            }
            node.places = BranchPlace.among(places);
        } else {
            Branch branch = find(union, branches.get(0));
            if (branch == null) {
                return null;
            }
            node.holder = new Holder(branch.index, nodes.get(0), copied, null);
            node.shared = gone ? null : union.lookup().shared(branch, key);
        }
        // A file that is gone may share its key with one that was given its inode number since; that one is looked up.
        return known == null ? union.nodes().intern(node) : node;
    }

    private boolean isHeldBy(UnionNode known, List<Node> nodes) {
        if (known.isDirectory() != (type == Mode.DIRECTORY)) {
            return false;
        }
        if (!known.isDirectory()) {
            return nodes.contains(known.holder.node());
        }
        for (BranchPlace place : known.places) {
            if (place != null && place.exists() && nodes.contains(place.node())) {
                return true;
            }
        }
        return false;
    }

    private static Branch find(Union union, String text) {
        for (Branch branch : union.branches()) {
            if (branch.text.equals(text)) {
                return branch;
            }
        }
        return null;
    }

    /** The branch that an option names so. @throws CompositionException if there is none */
    static Branch branch(Union union, String text) throws CompositionException {
        Branch branch = find(union, text);
        if (branch == null) {
            throw new CompositionException(
                    "branch '" + text + "' holds files in use and is missing; keep it, or close those files first");
        }
        return branch;
    }
}
