package org.danaus.union;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.danaus.libservice.Attributes;
import org.danaus.libservice.Caller;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Libservice;
import org.danaus.libservice.Mode;
import org.danaus.libservice.Name;
import org.danaus.libservice.Node;
import org.danaus.libservice.OpenDirectory;
import org.danaus.libservice.RenameFlags;

/**
 * The place in a writable branch where things are made before anybody can see them, {@code .danaus/work} at its root, and where they go before they are taken apart. What a crash
 * leaves there belongs to no file and is removed at the next start.
 */
final class WorkDirectory {
    private static final Name WORK = Name.of("work");
    private static final Name INDEX = Name.of("index");

    private final Libservice layer;
    private final BranchPlace work;
    private final BranchPlace index;
    private final AtomicLong counter = new AtomicLong();

    private WorkDirectory(Libservice layer, BranchPlace work, BranchPlace index) {
        this.layer = layer;
        this.work = work;
        this.index = index;
    }

    /** Makes it if it is not there, and empties it. */
    static WorkDirectory open(Libservice layer, BranchPlace root) throws ErrnoException {
        BranchPlace home = within(layer, root, Branch.PRIVATE);
        WorkDirectory directory = new WorkDirectory(layer, within(layer, home, WORK), within(layer, home, INDEX));
        directory.empty(directory.work.node());
        return directory;
    }

    private static BranchPlace within(Libservice layer, BranchPlace parent, Name name) throws ErrnoException {
        Attributes attributes = new Attributes();
        Node node = layer.lookup(Caller.SERVICE, parent.node(), name, attributes);
        if (node == null) {
            node = layer.mkdir(Caller.SERVICE, parent.node(), name, 0700, attributes);
        }
        return new BranchPlace(parent.branch(), node, parent, name);
    }

    /** The directory itself. */
    BranchPlace place() {
        return work;
    }

    /** Where {@link HardLinks} are recorded. */
    BranchPlace index() {
        return index;
    }

    /** A name that nothing in it has. */
    Name fresh() {
        return Name.of("w" + Long.toHexString(counter.incrementAndGet()));
    }

    /** Gives what was made here its place. Whoever holds the directory's lock has seen what is there. */
    void place(Name made, BranchPlace directory, Name name, int flags) throws ErrnoException {
        layer.rename(Caller.SERVICE, work.node(), made, directory.node(), name, flags);
    }

    /** Takes an entry away at once, to be taken apart. @return its name here */
    Name take(BranchPlace directory, Name name) throws ErrnoException {
        Name taken = fresh();
        layer.rename(Caller.SERVICE, directory.node(), name, work.node(), taken, RenameFlags.NOREPLACE);
        return taken;
    }

    /** Removes what was made or taken here, with all that is in it. What cannot be removed now stays until the next start. */
    void discard(Name name) {
        try {
            remove(work.node(), name);
        } catch (ErrnoException e) {
            // Nobody sees it: neither the operation nor its outcome depends on it.
        }
    }

    private void remove(Node directory, Name name) throws ErrnoException {
        Attributes attributes = new Attributes();
        Node node = layer.lookup(Caller.SERVICE, directory, name, attributes);
        if (node == null) {
            return;
        }
        if (!attributes.isDirectory()) {
            layer.unlink(Caller.SERVICE, directory, name);
            return;
        }
        try {
            layer.rmdir(Caller.SERVICE, directory, name);
        } catch (ErrnoException e) {
            if (e.errno() != Errno.ENOTEMPTY && e.errno() != Errno.EEXIST) {
                throw e;
            }
            empty(node);
            layer.rmdir(Caller.SERVICE, directory, name);
        }
    }

    private void empty(Node directory) throws ErrnoException {
        for (Name name : list(layer, directory)) {
            remove(directory, name);
        }
    }

    /** The names in a directory of a layer. */
    static List<Name> list(Libservice layer, Node directory) throws ErrnoException {
        List<Name> names = new ArrayList<>();
        OpenDirectory open = layer.openDirectory(Caller.SERVICE, directory);
        try {
            open.read(Caller.SERVICE, 0, (name, inode, type, next) -> name.isDots() || names.add(name));
        } finally {
            open.close();
        }
        return names;
    }

    /** Makes an empty regular file in a directory of a layer. */
    static Node touch(Libservice layer, Node directory, Name name) throws ErrnoException {
        return layer.mknod(Caller.SERVICE, directory, name, Mode.REGULAR | 0600, 0, new Attributes());
    }
}
