package org.danaus.union;

import java.util.List;
import org.danaus.libservice.Attributes;
import org.danaus.libservice.Caller;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Name;
import org.danaus.libservice.Node;
import org.danaus.libservice.policy.WhiteoutFormat.Meaning;

/** Searches branches from the top to the bottom, as every union filesystem does, with whiteouts, opaque directories and redirects. Knows no node of the union. */
final class Stack {
    private final Branch[] branches;
    private final ThreadLocal<Scratch> scratch = ThreadLocal.withInitial(Scratch::new);

    Stack(Branch[] branches) {
        this.branches = branches;
    }

    /** The calling thread's. */
    Scratch scratch() {
        return scratch.get();
    }

    /** The places of the union's root. */
    BranchPlace[] roots() {
        BranchPlace[] roots = new BranchPlace[branches.length];
        for (int i = 0; i < roots.length; i++) {
            roots[i] = branches[i].root;
        }
        return BranchPlace.among(roots);
    }

    /**
     * The branch, of those from one on, of which a file shows under a name; -1 if none does. What it is stands in {@link Scratch#glance} until the next search.
     *
     * @param parents places of the directory
     */
    int first(BranchPlace[] parents, Name name, int from) throws ErrnoException {
        Attributes glance = scratch().glance;
        for (int i = from; i < branches.length; i++) {
            BranchPlace parent = parents[i];
            if (parent == null || !parent.exists()) {
                continue;
            }
            switch (at(i, parent, name, glance)) {
                case FILE:
                    return i;
                case WHITEOUT:
                    return -1;
                default:
                    break;
            }
        }
        return -1;
    }

    /** Whether a directory shows under a name in the branches from one on. */
    boolean firstIsDirectory(BranchPlace[] parents, Name name, int from) throws ErrnoException {
        return first(parents, name, from) >= 0 && scratch().glance.isDirectory();
    }

    /** @throws ErrnoException EROFS if a branch above the given one has or hides the name */
    void checkReaches(BranchPlace[] parents, Name name, int branch) throws ErrnoException {
        for (int i = 0; i < branch; i++) {
            BranchPlace parent = parents[i];
            if (parent != null && parent.exists() && at(i, parent, name, scratch().glance) != Meaning.MARK) {
                throw Errno.EROFS.exception();
            }
        }
    }

    /** What one branch has under a name: a file, a whiteout of the name in whatever form, or (a mark) neither. */
    Meaning at(int branch, BranchPlace parent, Name name, Attributes found) throws ErrnoException {
        Node node = branches[branch].lookup(Caller.SERVICE, parent, name, found);
        Meaning meaning = node == null ? Meaning.MARK : branches[branch].meaning(parent, name, node, found);
        return meaning == Meaning.MARK && branches[branch].hidesBeside(parent, name) ? Meaning.WHITEOUT : meaning;
    }

    /**
     * The places of a directory, one a branch from the first on; null if what shows first is no directory, or nothing shows.
     *
     * @param parents places of its parent
     */
    BranchPlace[] places(Caller caller, BranchPlace[] parents, Name name, int from) throws ErrnoException {
        BranchPlace[] places = new BranchPlace[branches.length];
        BranchPlace[] in = parents;
        Name as = name;
        boolean found = false;
        Attributes glance = scratch().glance;
        for (int i = from; i < branches.length; i++) {
            Branch branch = branches[i];
            BranchPlace parent = in[i];
            if (parent == null) {
                continue;
            }
            Node node = parent.exists() ? branch.lookup(caller, parent, as, glance) : null;
            Meaning meaning = node == null ? Meaning.MARK : branch.meaning(parent, as, node, glance);
            if (meaning == Meaning.WHITEOUT) {
                break;
            }
            if (meaning == Meaning.MARK) {
                if (parent.exists() && branch.hidesBeside(parent, as)) {
                    break;
                }
                places[i] = new BranchPlace(i, null, parent, as);
                continue;
            }
            if (!glance.isDirectory()) {
                break;
            }
            found = true;
            BranchPlace place = learn(branch, new BranchPlace(i, node, parent, as));
            places[i] = place;
            if (place.opaque()) {
                break;
            }
            byte[] redirect = place.redirect();
            if (redirect != null) {
                List<Name> path = Paths.split(redirect);
                if (path.isEmpty()) {
                    throw Errno.EIO.exception();
                }
                as = path.get(path.size() - 1);
                if (Redirect.isAbsolute(redirect)) {
                    in = resolve(caller, path.subList(0, path.size() - 1), i + 1);
                }
            }
        }
        return found ? BranchPlace.among(places) : null;
    }

    /** Fills in what a directory's own marks say. */
    private BranchPlace learn(Branch branch, BranchPlace place) throws ErrnoException {
        boolean last = branch.index == branches.length - 1;
        place.impure(branch.mayHoldCopies && Impure.isMarked(branch, place));
        if (last) {
            return place;
        }
        if (branch.format.isOpaque(Caller.SERVICE, place)) {
            place.opaque(true);
            return place;
        }
        place.redirect(Redirect.read(branch, place.node()));
        if (place.redirect() == null && branch.hidesBeside(place.parent(), place.name())) {
            place.opaque(true);
        }
        return place;
    }

    /** The places of a directory in the union of the branches from one on. Ends since it looks only into branches below those it was called for. */
    private BranchPlace[] resolve(Caller caller, List<Name> path, int from) throws ErrnoException {
        BranchPlace[] at = new BranchPlace[branches.length];
        for (int i = from; i < at.length; i++) {
            at[i] = branches[i].root;
        }
        for (Name name : path) {
            at = places(caller, at, name, from);
            if (at == null) {
                return new BranchPlace[branches.length];
            }
        }
        return at;
    }
}
