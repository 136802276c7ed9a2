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
import org.danaus.libservice.RenameFlags;
import org.danaus.union.UnionNode.Link;

/** Makes new names, in the topmost writable branch. Where a whiteout takes the name, what is new is made in the work directory and replaces it at once. */
final class Creation {
    private final Names names;
    private final Lookup lookup;
    private final Replicas replicas;
    private final CopyUp copyUp;

    Creation(Names names, Lookup lookup, Replicas replicas, CopyUp copyUp) {
        this.names = names;
        this.lookup = lookup;
        this.replicas = replicas;
        this.copyUp = copyUp;
    }

    UnionFile create(Caller caller, UnionNode directory, Name name, int flags, int mode, Attributes result)
            throws ErrnoException {
        OpenFile[] opened = new OpenFile[1];
        UnionNode node = make(directory, name, result, (layer, in, as, attributes) -> {
            opened[0] = layer.create(caller, in, as, flags, mode, attributes);
            return opened[0].node();
        });
        return new UnionFile(copyUp, node, flags, node.holder, opened[0]);
    }

    UnionFile createUnnamed(Caller caller, UnionNode directory, int flags, int mode, Attributes result)
            throws ErrnoException {
        Branch branch = copyUp.topmost();
        BranchPlace place = replicas.ensure(directory, branch);
        OpenFile file = branch.layer.createUnnamed(caller, place.node(), flags, mode, result);
        UnionNode node = lookup.made(branch, file.node(), result);
        node.gone = true;
        result.inode = node.inode;
        return new UnionFile(copyUp, node, flags, node.holder, file);
    }

    UnionNode mknod(Caller caller, UnionNode directory, Name name, int mode, long device, Attributes result)
            throws ErrnoException {
        return make(
                directory,
                name,
                result,
                (layer, in, as, attributes) -> layer.mknod(caller, in, as, mode, device, attributes));
    }

    UnionNode symlink(Caller caller, UnionNode directory, Name name, byte[] target, Attributes result)
            throws ErrnoException {
        return make(
                directory,
                name,
                result,
                (layer, in, as, attributes) -> layer.symlink(caller, in, as, target, attributes));
    }

    private UnionNode make(UnionNode directory, Name name, Attributes result, Maker maker) throws ErrnoException {
        Branch branch = copyUp.topmost();
        names.checkAllowed(branch, directory, name);
        BranchPlace place = replicas.ensure(directory, branch);
        directory.changes.lock();
        try {
            names.checkFree(branch, directory, name);
            Node node = put(branch, place, name, result, maker);
            UnionNode made = lookup.made(branch, node, result);
            made.link = new Link(directory, name);
            result.inode = made.inode;
            directory.changed();
            return made;
        } finally {
            directory.changes.unlock();
        }
    }

    private Node put(Branch branch, BranchPlace place, Name name, Attributes result, Maker maker)
            throws ErrnoException {
        boolean hidden = names.isHidden(branch, place, name);
        if (!hidden || !branch.format.takesName()) {
            Node node = maker.make(branch.layer, place.node(), name, result);
            if (hidden) {
                branch.format.reveal(Caller.SERVICE, place, name);
            }
            return node;
        }
        Name made = branch.work.fresh();
        Node node = maker.make(branch.layer, branch.work.place().node(), made, result);
        try {
            inheritGroup(branch.layer, place, node, result);
            branch.work.place(made, place, name, 0);
            return node;
        } catch (ErrnoException e) {
            branch.work.discard(made);
            throw e;
        }
    }

    UnionNode mkdir(Caller caller, UnionNode directory, Name name, int mode, Attributes result) throws ErrnoException {
        Branch branch = copyUp.topmost();
        names.checkAllowed(branch, directory, name);
        BranchPlace place = replicas.ensure(directory, branch);
        directory.changes.lock();
        try {
            names.checkFree(branch, directory, name);
            boolean hidden = names.isHidden(branch, place, name);
            Node node = hidden && branch.format.takesName()
                    ? mkdirOverWhiteout(caller, branch, place, name, mode, result)
                    : branch.layer.mkdir(caller, place.node(), name, mode, result);
            BranchPlace own = new BranchPlace(branch.index, node, place, name);
            own.opaque(hidden);
            if (hidden && !branch.format.takesName() && !branch.format.keepsPaths()) {
                branch.format.makeOpaque(Caller.SERVICE, own);
                branch.format.reveal(Caller.SERVICE, place, name);
            }
            UnionNode made = lookup.madeDirectory(branch, names.alone(branch, own, directory, name, hidden), result);
            made.link = new Link(directory, name);
            result.inode = made.inode;
            directory.changed();
            return made;
        } finally {
            directory.changes.unlock();
        }
    }

    private Node mkdirOverWhiteout(
            Caller caller, Branch branch, BranchPlace place, Name name, int mode, Attributes result)
            throws ErrnoException {
        Name made = branch.work.fresh();
        Node node = branch.layer.mkdir(caller, branch.work.place().node(), made, mode, result);
        try {
            inheritGroup(branch.layer, place, node, result);
            branch.format.makeOpaque(Caller.SERVICE, new BranchPlace(branch.index, node, branch.work.place(), made));
            branch.work.place(made, place, name, RenameFlags.EXCHANGE);
            return node;
        } finally {
            branch.work.discard(made);
        }
    }

    /** What is made in the work directory would miss the group of a directory that is set-group-id. */
    private static void inheritGroup(Libservice layer, BranchPlace parent, Node node, Attributes result)
            throws ErrnoException {
        Attributes above = new Attributes();
        layer.getattr(Caller.SERVICE, parent.node(), above);
        if ((above.mode & Mode.SETGID) == 0) {
            return;
        }
        AttributeChange change = new AttributeChange();
        change.mask = AttributeChange.GID;
        change.gid = above.gid;
        if (!Mode.isSymlink(result.mode)) {
            change.mask |= AttributeChange.MODE;
            change.mode = result.mode & Mode.PERMISSIONS | (result.isDirectory() ? Mode.SETGID : 0);
        }
        layer.setattr(Caller.SERVICE, node, null, change, result);
    }

    void link(Caller caller, UnionNode node, UnionNode directory, Name name, Attributes result) throws ErrnoException {
        Branch branch = copyUp.topmost();
        names.checkAllowed(branch, directory, name);
        BranchPlace place = replicas.ensure(directory, branch);
        names.checkFree(branch, directory, name);
        if (node.isDirectory()) {
            throw Errno.EPERM.exception();
        }
        if (node.gone && node.holder.branch() != branch.index) {
            throw Errno.ENOENT.exception();
        }
        copyUp.to(node, branch, CopyUp.ALL);
        node.copying.lock();
        directory.changes.lock();
        try {
            names.checkFree(branch, directory, name);
            if (node.holder.branch() != branch.index) {
                throw Errno.EROFS.exception();
            }
            names.expect(node, branch, directory);
            put(branch, place, name, result, (layer, in, as, attributes) -> {
                layer.link(caller, node.holder.node(), in, as, attributes);
                return node.holder.node();
            });
            if (node.link == null) {
                node.link = new Link(directory, name);
            }
            node.gone = false;
            directory.changed();
        } finally {
            directory.changes.unlock();
            node.copying.unlock();
        }
    }

    /** Makes something in a directory of a branch, whichever that is. */
    @FunctionalInterface
    private interface Maker {
        Node make(Libservice layer, Node directory, Name name, Attributes result) throws ErrnoException;
    }
}
