package org.danaus.union;

import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Name;

/**
 * The mark on a directory of a branch that holds copies: their inode numbers are not those that the branch lists. A directory without it is listed without a look at every
 * entry.
 */
final class Impure {
    private static final Name ATTRIBUTE = Name.of("trusted.danaus.impure");

    private Impure() {}

    static boolean isMarked(Branch branch, BranchPlace place) throws ErrnoException {
        return Xattrs.peek(branch.layer, place.node(), ATTRIBUTE) != null;
    }

    /** Marks a directory before the first copy comes into it. */
    static void mark(Branch branch, BranchPlace place) throws ErrnoException {
        if (!place.impure()) {
            Xattrs.trySet(branch.layer, place.node(), ATTRIBUTE, new byte[] {'y'});
            place.impure(true);
        }
    }
}
