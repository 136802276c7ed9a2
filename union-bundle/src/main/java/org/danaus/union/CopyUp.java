package org.danaus.union;

import org.danaus.libservice.AttributeChange;
import org.danaus.libservice.Attributes;
import org.danaus.libservice.Caller;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Libservice;
import org.danaus.libservice.Mode;
import org.danaus.libservice.Name;
import org.danaus.libservice.Node;
import org.danaus.libservice.OpenFile;
import org.danaus.libservice.OpenFlags;
import org.danaus.libservice.policy.CopyUpPolicy;
import org.danaus.union.UnionNode.Link;

/**
 * Copies files into a writable branch before they are changed. A copy is made in the work directory, complete with all attributes and its origin, and then gets the file's name at once; a
 * step that fails leaves everything as it was. Callers hold no directory's lock.
 */
final class CopyUp {
    /** As much as there is. */
    static final long ALL = Long.MAX_VALUE;

    private final Branch[] branches;
    private final Replicas replicas;
    private final CopyUpPolicy policy;
    private final boolean sync;

    CopyUp(Branch[] branches, Replicas replicas, CopyUpPolicy policy, boolean sync) {
        this.branches = branches;
        this.replicas = replicas;
        this.policy = policy;
        this.sync = sync;
    }

    /** The nearest branch in which something of this branch can be changed: itself, or one above. @throws ErrnoException EROFS */
    Branch nearest(int branch) throws ErrnoException {
        for (int i = branch; i >= 0; i--) {
            if (branches[i].writable) {
                return branches[i];
            }
        }
        throw Errno.EROFS.exception();
    }

    /** The branch for new names. @throws ErrnoException EROFS */
    Branch topmost() throws ErrnoException {
        for (Branch branch : branches) {
            if (branch.writable) {
                return branch;
            }
        }
        throw Errno.EROFS.exception();
    }

    /** Makes a file be in a branch in which it can be changed; a directory is replicated. @param keep how many bytes from its beginning are needed */
    void forChange(UnionNode node, long keep) throws ErrnoException {
        to(node, nearest(node.branch()), keep);
    }

    /** Makes a file be in the given branch or one above it. */
    void to(UnionNode node, Branch branch, long keep) throws ErrnoException {
        if (node.isDirectory()) {
            if (node.branch() > branch.index) {
                replicas.ensure(node, branch);
            }
            return;
        }
        if (node.holder.branch() <= branch.index) {
            return;
        }
        node.copying.lock();
        long writers = node.writing == null ? 0 : node.writing.writeLock();
        try {
            if (node.holder.branch() > branch.index) {
                copy(node, branch, keep);
            }
        } finally {
            if (node.writing != null) {
                node.writing.unlockWrite(writers);
            }
            node.copying.unlock();
        }
    }

    private void copy(UnionNode node, Branch branch, long keep) throws ErrnoException {
        Holder from = node.holder;
        Libservice source = branches[from.branch()].layer;
        Attributes attributes = new Attributes();
        source.getattr(Caller.SERVICE, from.node(), attributes);
        SharedFile shared = sharing(node, branch, attributes);
        Link link = node.link;
        if (link == null && shared == null && !node.isOpen()) {
            throw Errno.ESTALE.exception();
        }
        if (link != null) {
            replicas.ensure(link.parent(), branch);
        }
        Made made = make(node, from, attributes, branch, keep);
        boolean done = false;
        try {
            if (shared != null) {
                shared(node, branch, shared, made);
            } else {
                single(node, branch, made);
            }
            node.holder = new Holder(branch.index, made.node, true, from);
            node.shared = shared;
            done = true;
        } finally {
            if (made.file != null && !made.kept) {
                made.file.close();
            }
            if (!done || made.leftover) {
                branch.work.discard(made.name);
            }
        }
    }

    /** What the branch will record of the file; null for one with a single name. */
    private SharedFile sharing(UnionNode node, Branch branch, Attributes attributes) {
        SharedFile recorded = node.shared;
        int names = recorded == null ? attributes.links : recorded.names(attributes.links);
        if (recorded != null && recorded.branch == branch.index) {
            return recorded;
        }
        return recorded == null && attributes.links < 2 ? null : branch.links.begin(node.key, names);
    }

    /** Gives the copy of a file with one name that name, or lets it live without one if the name has gone meanwhile. */
    private void single(UnionNode node, Branch branch, Made made) throws ErrnoException {
        while (true) {
            Link link = node.link;
            if (link == null) {
                nameless(node, made);
                return;
            }
            BranchPlace parent = replicas.ensure(link.parent(), branch);
            link.parent().changes.lock();
            try {
                if (link.equals(node.link)) {
                    Replicas.publish(branch, parent, link.name(), made.name);
                    return;
                }
            } finally {
                link.parent().changes.unlock();
            }
        }
    }

    private static void nameless(UnionNode node, Made made) throws ErrnoException {
        if (made.file == null) {
            throw Errno.ESTALE.exception();
        }
        node.keep(made.file);
        made.kept = true;
        made.leftover = true;
    }

    /** Enters the copy of a file with several names in the index and gives it the one that is known. */
    private void shared(UnionNode node, Branch branch, SharedFile shared, Made made) throws ErrnoException {
        Link link = node.link;
        if (link == null) {
            branch.links.mark(shared, made.node, null);
            branch.links.enter(shared, made.node, made.name);
            made.leftover = true;
            return;
        }
        BranchPlace parent = replicas.ensure(link.parent(), branch);
        link.parent().changes.lock();
        try {
            boolean cover = link.equals(node.link) && !named(branch, parent, link.name());
            branch.links.mark(shared, made.node, cover ? parent.path(link.name()) : null);
            branch.links.enter(shared, made.node, made.name);
            if (cover) {
                Replicas.publish(branch, parent, link.name(), made.name);
                branch.links.went(shared);
            } else {
                made.leftover = true;
            }
        } finally {
            link.parent().changes.unlock();
        }
    }

    private static boolean named(Branch branch, BranchPlace parent, Name name) throws ErrnoException {
        return branch.layer.lookup(Caller.SERVICE, parent.node(), name, new Attributes()) != null;
    }

    private Made make(UnionNode node, Holder from, Attributes attributes, Branch branch, long keep)
            throws ErrnoException {
        Libservice source = branches[from.branch()].layer;
        Libservice target = branch.layer;
        Made made = new Made(branch.work.fresh());
        Node work = branch.work.place().node();
        Attributes ignored = new Attributes();
        boolean done = false;
        try {
            switch (node.type) {
                case Mode.REGULAR -> {
                    made.file = target.create(Caller.SERVICE, work, made.name, OpenFlags.RDWR, 0600, ignored);
                    made.node = made.file.node();
                    data(source, from.node(), attributes, keep, target, made.file);
                }
                case Mode.SYMLINK ->
                    made.node = target.symlink(
                            Caller.SERVICE, work, made.name, source.readlink(Caller.SERVICE, from.node()), ignored);
                default ->
                    made.node =
                            target.mknod(Caller.SERVICE, work, made.name, attributes.mode, attributes.device, ignored);
            }
            Origin.write(target, made.node, node.key);
            Metadata.copy(source, from.node(), attributes, target, made.node);
            if (sync && made.file != null) {
                made.file.fsync(Caller.SERVICE, false);
            }
            done = true;
            return made;
        } finally {
            if (!done) {
                if (made.file != null) {
                    made.file.close();
                }
                branch.work.discard(made.name);
            }
        }
    }

    private void data(
            Libservice source, Node lower, Attributes attributes, long keep, Libservice target, OpenFile upper)
            throws ErrnoException {
        long size = Math.min(keep, attributes.size);
        if (size == 0) {
            return;
        }
        OpenFile open = source.open(Caller.SERVICE, lower, OpenFlags.RDONLY | OpenFlags.NOATIME);
        try {
            policy.copy(Caller.SERVICE, source == target ? open : new ForeignFile(open), attributes, size, upper);
        } finally {
            open.close();
        }
        AttributeChange change = new AttributeChange();
        change.mask = AttributeChange.SIZE;
        change.size = size;
        target.setattr(Caller.SERVICE, upper.node(), upper, change, new Attributes());
    }

    /** Whether two files are in one layer. */
    boolean sameLayer(Holder one, Holder other) {
        return branches[one.branch()].layer == branches[other.branch()].layer;
    }

    /** Opens what a file is now. */
    OpenFile open(Caller caller, Holder holder, int flags) throws ErrnoException {
        Libservice layer = branches[holder.branch()].layer;
        if (!holder.copied()) {
            return layer.open(caller, holder.node(), flags);
        }
        Holder from = holder.origin();
        CopyUpPolicy.Origin origin = from == null
                ? new CopyUpPolicy.Origin(null, null)
                : new CopyUpPolicy.Origin(branches[from.branch()].layer, from.node());
        return policy.open(caller, layer, holder.node(), origin, flags);
    }

    /** A copy in the work directory. */
    private static final class Made {
        private final Name name;
        private Node node;
        private OpenFile file;
        /** Whether the open file lives on. */
        private boolean kept;
        /** Whether the name in the work directory is not needed any more. */
        private boolean leftover;

        Made(Name name) {
            this.name = name;
        }
    }
}
