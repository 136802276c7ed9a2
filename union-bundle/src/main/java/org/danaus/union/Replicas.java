package org.danaus.union;

import java.util.concurrent.locks.ReentrantLock;
import org.danaus.libservice.Attributes;
import org.danaus.libservice.Caller;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Mode;
import org.danaus.libservice.Name;
import org.danaus.libservice.Node;
import org.danaus.libservice.RenameFlags;

/** Makes directories of lower branches be in a writable one too, with everything but their entries, and what leads to them. */
final class Replicas {
    private final Branch[] branches;
    private final ReentrantLock tree;

    /** @param tree the union's tree lock: no directory goes or moves while one is replicated */
    Replicas(Branch[] branches, ReentrantLock tree) {
        this.branches = branches;
        this.tree = tree;
    }

    /**
     * The directory's place in a branch, made if it is not there yet. The caller holds no directory's lock.
     *
     * @throws ErrnoException EROFS if a branch above hides it; ENOENT if the directory was removed; ENOSPC and the like, and then nothing has changed
     */
    BranchPlace ensure(UnionNode directory, Branch branch) throws ErrnoException {
        BranchPlace place = directory.places[branch.index];
        if (place == null) {
            throw (directory.gone ? Errno.ENOENT : Errno.EROFS).exception();
        }
        if (!place.exists()) {
            tree.lock();
            try {
                if (directory.gone) {
                    throw Errno.ENOENT.exception();
                }
                ensure(place, branch);
            } finally {
                tree.unlock();
            }
        }
        return place;
    }

    private void ensure(BranchPlace place, Branch branch) throws ErrnoException {
        if (place.exists()) {
            return;
        }
        ensure(place.parent(), branch);
        Attributes found = new Attributes();
        Node there = branch.layer.lookup(Caller.SERVICE, place.parent().node(), place.name(), found);
        if (there != null && !found.isDirectory()) {
            throw Errno.EROFS.exception();
        }
        place.appear(there != null ? there : make(place, branch));
    }

    private Node make(BranchPlace place, Branch branch) throws ErrnoException {
        BranchPlace[] places = place.directory();
        int below = branch.index + 1;
        while (below < places.length && (places[below] == null || !places[below].exists())) {
            below++;
        }
        if (below == places.length) {
            throw Errno.EROFS.exception();
        }
        Branch origin = branches[below];
        Node source = places[below].node();
        Attributes attributes = new Attributes();
        origin.layer.getattr(Caller.SERVICE, source, attributes);
        Name made = branch.work.fresh();
        Node work = branch.work.place().node();
        Node copy =
                branch.layer.mkdir(Caller.SERVICE, work, made, attributes.mode & Mode.PERMISSIONS, new Attributes());
        try {
            Key key = new Key(0, 0);
            origin.identify(source, attributes.inode, key);
            Origin.write(branch.layer, copy, key);
            Metadata.copy(origin.layer, source, attributes, branch.layer, copy);
            publish(branch, place.parent(), place.name(), made);
            return copy;
        } catch (ErrnoException e) {
            branch.work.discard(made);
            throw e;
        }
    }

    /** Gives a copy its name where nobody's view changes by it: the directory keeps its times. */
    static void publish(Branch branch, BranchPlace parent, Name name, Name made) throws ErrnoException {
        Attributes before = new Attributes();
        branch.layer.getattr(Caller.SERVICE, parent.node(), before);
        Impure.mark(branch, parent);
        branch.work.place(made, parent, name, RenameFlags.NOREPLACE);
        Metadata.times(branch.layer, parent.node(), before);
    }
}
