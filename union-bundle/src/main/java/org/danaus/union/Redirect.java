package org.danaus.union;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Node;

/**
 * The attribute of a renamed directory that says where the branches below hold it: a name in the same parent, or an absolute path in the union of the branches below. Thus
 * a rename never copies a tree.
 */
final class Redirect {
    private Redirect() {}

    /** The redirect of a directory in a branch, or null. */
    static byte[] read(Branch branch, Node directory) throws ErrnoException {
        byte[] value = Xattrs.get(branch.layer, directory, branch.format.redirectAttribute());
        return value == null || value.length == 0 ? null : value;
    }

    static boolean isAbsolute(byte[] redirect) {
        return redirect[0] == '/';
    }

    /** Where the branches below hold what is at a place now, as an absolute path. */
    static byte[] of(BranchPlace place) {
        Deque<byte[]> names = new ArrayDeque<>();
        for (BranchPlace at = place; at.parent() != null; at = at.parent()) {
            byte[] redirect = at.redirect();
            if (redirect == null) {
                names.push(at.name().toBytes());
            } else if (isAbsolute(redirect)) {
                return behind(redirect, names);
            } else {
                names.push(redirect);
            }
        }
        return Paths.join(names);
    }

    private static byte[] behind(byte[] redirect, Deque<byte[]> names) {
        ByteArrayOutputStream path = new ByteArrayOutputStream();
        path.writeBytes(redirect);
        if (!names.isEmpty()) {
            path.writeBytes(Paths.join(names));
        }
        return path.toByteArray();
    }

    /** Makes the branches below be searched at the place where they are searched now, wherever the directory moves. */
    static void fix(Branch branch, BranchPlace place) throws ErrnoException {
        byte[] present = place.redirect();
        if (present == null || !isAbsolute(present)) {
            byte[] path = of(place);
            Xattrs.set(branch.layer, place.node(), branch.format.redirectAttribute(), path);
            place.redirect(path);
        }
    }
}
