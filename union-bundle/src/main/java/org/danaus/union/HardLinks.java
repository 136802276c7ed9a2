package org.danaus.union;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.danaus.libservice.Attributes;
import org.danaus.libservice.Caller;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Libservice;
import org.danaus.libservice.Name;
import org.danaus.libservice.Node;
import org.danaus.libservice.RenameFlags;
import org.danaus.libservice.policy.WhiteoutFormat;

/**
 * The index of a writable branch, {@code .danaus/index} at its root: one entry for each file below that has several names and of which this branch holds a copy or hides a
 * name. Thus all its names lead to one copy, and the number of names stays right. Kept in memory as a whole; changes of one file are serialised by the file's
 * copying lock.
 */
final class HardLinks {
    private static final Name RECORD = Name.of("trusted.danaus.links");
    private static final Name STAND_IN = Name.of("trusted.danaus.stand-in");
    /** A longer path is not recorded with a name that goes: a crash in that moment leaves the number of names one too high. */
    private static final int LONGEST_PATH = 2048;

    private final Libservice layer;
    private final int branch;
    private final BranchPlace root;
    private final WhiteoutFormat format;
    private final WorkDirectory work;
    private final Map<Key, SharedFile> files = new ConcurrentHashMap<>();

    HardLinks(Libservice layer, int branch, BranchPlace root, WhiteoutFormat format, WorkDirectory work) {
        this.layer = layer;
        this.branch = branch;
        this.root = root;
        this.format = format;
        this.work = work;
    }

    /** Reads all entries; drops those of which no name is left. */
    void load() throws ErrnoException {
        for (Name name : WorkDirectory.list(layer, directory())) {
            Attributes attributes = new Attributes();
            Node entry = layer.lookup(Caller.SERVICE, directory(), name, attributes);
            Key key = Key.parse(name.toString());
            SharedFile.Read read = SharedFile.Read.of(entry == null ? null : Xattrs.get(layer, entry, RECORD));
            if (key == null || read == null) {
                continue;
            }
            int gone = read.gone() + (read.going() != null && isGone(read.going()) ? 1 : 0);
            boolean copied = Xattrs.get(layer, entry, STAND_IN) == null;
            SharedFile file = new SharedFile(key, branch, read.namesBelow(), gone, entry, copied);
            if (file.names(attributes.links) > 0) {
                files.put(key, file);
            } else {
                layer.unlink(Caller.SERVICE, directory(), name);
            }
        }
    }

    /** What is recorded of a file, or null. */
    SharedFile find(Key key) {
        return files.isEmpty() ? null : files.get(key);
    }

    /** The record of a file of which none was kept; not on disk yet. */
    SharedFile begin(Key key, int namesBelow) {
        return new SharedFile(key, branch, namesBelow, 0, null, false);
    }

    /** Writes onto a copy that has no name yet that it is this file's, and that the name at {@code going} is about to be covered. */
    void mark(SharedFile file, Node copy, byte[] going) throws ErrnoException {
        Xattrs.set(layer, copy, RECORD, file.record(file.gone(), shortened(going)));
    }

    /** Enters a copy made in the work directory: from here on all names lead to it. */
    void enter(SharedFile file, Node copy, Name made) throws ErrnoException {
        Name name = Name.of(file.key.toString());
        if (file.entry() == null) {
            layer.link(Caller.SERVICE, copy, directory(), name, new Attributes());
        } else {
            Name second = work.fresh();
            layer.link(Caller.SERVICE, copy, work.place().node(), second, new Attributes());
            layer.rename(Caller.SERVICE, work.place().node(), second, directory(), name, 0);
        }
        file.copied(copy);
        files.put(file.key, file);
    }

    /** Writes down that a name is about to go. Has no effect unless the name goes. */
    void going(SharedFile file, BranchPlace directory, Name name) throws ErrnoException {
        byte[] record = file.record(file.gone(), shortened(directory.path(name)));
        if (file.entry() != null) {
            Xattrs.set(layer, file.entry(), RECORD, record);
            return;
        }
        Name made = work.fresh();
        Node standIn = WorkDirectory.touch(layer, work.place().node(), made);
        try {
            Xattrs.set(layer, standIn, RECORD, record);
            Xattrs.set(layer, standIn, STAND_IN, new byte[] {'y'});
            layer.rename(
                    Caller.SERVICE,
                    work.place().node(),
                    made,
                    directory(),
                    Name.of(file.key.toString()),
                    RenameFlags.NOREPLACE);
        } catch (ErrnoException e) {
            work.discard(made);
            throw e;
        }
        file.standIn(standIn);
        files.put(file.key, file);
    }

    /** The name has gone: counts it for good, since its path may change with its directory's. */
    void went(SharedFile file) throws ErrnoException {
        file.gone(file.gone() + 1);
        Xattrs.set(layer, file.entry(), RECORD, file.record(file.gone(), null));
    }

    /** Forgets a file of which no name is left. */
    void drop(SharedFile file) {
        files.remove(file.key);
        try {
            layer.unlink(Caller.SERVICE, directory(), Name.of(file.key.toString()));
        } catch (ErrnoException e) {
            // The next start sees that no name is left, and drops it.
        }
    }

    private Node directory() {
        return work.index().node();
    }

    private static byte[] shortened(byte[] path) {
        return path == null || path.length > LONGEST_PATH ? null : path;
    }

    /** Whether this branch covers or hides a path. */
    private boolean isGone(byte[] path) throws ErrnoException {
        List<Name> names = Paths.split(path);
        BranchPlace at = root;
        Attributes found = new Attributes();
        for (int i = 0; i < names.size(); i++) {
            Node node = layer.lookup(Caller.SERVICE, at.node(), names.get(i), found);
            if (i == names.size() - 1) {
                return node != null || !format.takesName() && format.hides(Caller.SERVICE, at, names.get(i));
            }
            if (node == null || !found.isDirectory()) {
                return false;
            }
            at = new BranchPlace(branch, node, at, names.get(i));
        }
        return false;
    }
}
