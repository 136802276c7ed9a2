package org.danaus.local;

import static org.danaus.posix.Posix.LIBC;
import static org.danaus.posix.Posix.check;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.danaus.libservice.AttributeChange;
import org.danaus.libservice.Attributes;
import org.danaus.libservice.Caller;
import org.danaus.libservice.CompositionException;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.FilesystemStatistics;
import org.danaus.libservice.Handover;
import org.danaus.libservice.Libservice;
import org.danaus.libservice.LibserviceContext;
import org.danaus.libservice.LockRequest;
import org.danaus.libservice.Mode;
import org.danaus.libservice.Name;
import org.danaus.libservice.Node;
import org.danaus.libservice.OpenDirectory;
import org.danaus.libservice.OpenFile;
import org.danaus.libservice.RenameFlags;
import org.danaus.libservice.Traits;
import org.danaus.libservice.Traits.Coherence;
import org.danaus.libservice.Walk;
import org.danaus.posix.Fcntl;
import org.danaus.posix.Scratch;
import org.danaus.posix.Statvfs;

/**
 * The operations on a directory of the host. Each is the system call of its name on descriptors; what the caller owns,
 * {@link Ownership} says.
 */
final class LocalLibservice implements Libservice {
    private static final long SWEEP_SECONDS = 10;
    private static final int DIRECTORY_FLAGS = Fcntl.O_DIRECTORY | Fcntl.O_NONBLOCK;

    private final HostDirectory directory;
    private final DirectoryUse use;
    private final LocalTree tree;
    private final Traits traits;
    private final Creation creation;
    private final AttributeWriter attributes;
    private final ExtendedAttributes extended;
    private final SharedLocks locks;
    private final Handover handover;
    private final ScheduledFuture<?> sweeping;

    private LocalLibservice(LocalTree tree, DirectoryUse use, boolean shared, ScheduledExecutorService background) {
        this.directory = tree.directory();
        this.use = use;
        this.tree = tree;
        Coherence coherence = shared ? Coherence.ASK : Coherence.EXCLUSIVE;
        this.traits = new Traits(directory.writable(), coherence, false, shared);
        this.creation = new Creation(tree);
        this.attributes = new AttributeWriter(tree);
        this.extended = new ExtendedAttributes(tree);
        this.locks = new SharedLocks(tree);
        this.handover = new LocalHandover(this, tree, locks);
        this.sweeping = background.scheduleWithFixedDelay(tree::sweep, SWEEP_SECONDS, SWEEP_SECONDS, TimeUnit.SECONDS);
    }

    /** Serves a directory, which it takes over, also when it fails. */
    static LocalLibservice open(HostDirectory directory, LibserviceContext context, boolean shared, int descriptors)
            throws CompositionException {
        DirectoryUse use = null;
        LocalLibservice opened = null;
        try {
            use = DirectoryUse.begin(directory, context.filesystem(), shared);
            LocalTree tree = new LocalTree(directory, descriptors);
            opened = new LocalLibservice(tree, use, shared, context.background());
            return opened;
        } catch (ErrnoException e) {
            throw new CompositionException(
                    "local: directory " + directory.path() + " cannot be read ("
                            + e.errno().text() + "): repair it, or name another",
                    e);
        } finally {
            if (opened == null) {
                if (use != null) {
                    use.end();
                }
                directory.close();
            }
        }
    }

    @Override
    public Traits traits() {
        return traits;
    }

    @Override
    public Node root() {
        return tree.root();
    }

    @Override
    public Node lookup(Caller caller, Node parent, Name name, Attributes found) throws ErrnoException {
        return tree.find((LocalNode) parent, Scratch.get().first.putComponent(name), found);
    }

    @Override
    public void walk(Caller caller, Node from, byte[] path, int offset, int length, Walk walk) throws ErrnoException {
        if (!PathWalk.run(tree, (LocalNode) from, path, offset, length, walk)) {
            Libservice.super.walk(caller, from, path, offset, length, walk);
        }
    }

    @Override
    public void getattr(Caller caller, Node node, Attributes result) throws ErrnoException {
        tree.getattr((LocalNode) node, result);
    }

    @Override
    public void setattr(Caller caller, Node node, OpenFile file, AttributeChange change, Attributes result)
            throws ErrnoException {
        attributes.apply(caller, (LocalNode) node, file, change, result);
    }

    @Override
    public byte[] readlink(Caller caller, Node node) throws ErrnoException {
        LocalNode link = (LocalNode) node;
        if (link.type() != Mode.SYMLINK) {
            throw Errno.EINVAL.exception();
        }
        Descriptor at = tree.hold(link);
        try {
            Scratch scratch = Scratch.get();
            long target = scratch.first.address();
            int length =
                    (int) check(LIBC.readlinkat(at.number(), Scratch.EMPTY.address(), target, scratch.first.room()));
            return scratch.first.toBytes(length);
        } finally {
            at.release();
        }
    }

    @Override
    public OpenFile create(Caller caller, Node parent, Name name, int flags, int mode, Attributes result)
            throws ErrnoException {
        return creation.regular(this, caller, (LocalNode) parent, name, flags, mode, result);
    }

    @Override
    public OpenFile createUnnamed(Caller caller, Node parent, int flags, int mode, Attributes result)
            throws ErrnoException {
        return creation.regular(this, caller, (LocalNode) parent, null, flags, mode, result);
    }

    @Override
    public Node mknod(Caller caller, Node parent, Name name, int mode, long device, Attributes result)
            throws ErrnoException {
        return creation.special(caller, (LocalNode) parent, name, mode, device, result);
    }

    @Override
    public Node mkdir(Caller caller, Node parent, Name name, int mode, Attributes result) throws ErrnoException {
        return creation.directory(caller, (LocalNode) parent, name, mode, result);
    }

    @Override
    public Node symlink(Caller caller, Node parent, Name name, byte[] target, Attributes result) throws ErrnoException {
        return creation.symlink(caller, (LocalNode) parent, name, target, result);
    }

    @Override
    public void link(Caller caller, Node node, Node parent, Name name, Attributes result) throws ErrnoException {
        Descriptor file = tree.hold((LocalNode) node);
        try {
            Descriptor at = tree.hold((LocalNode) parent);
            try {
                long path = Scratch.get().first.putComponent(name);
                check(LIBC.linkat(file.number(), Scratch.EMPTY.address(), at.number(), path, Fcntl.AT_EMPTY_PATH));
                tree.getattr(file.number(), result);
            } finally {
                at.release();
            }
        } finally {
            file.release();
        }
    }

    @Override
    public void unlink(Caller caller, Node parent, Name name) throws ErrnoException {
        remove((LocalNode) parent, name, 0);
    }

    @Override
    public void rmdir(Caller caller, Node parent, Name name) throws ErrnoException {
        remove((LocalNode) parent, name, Fcntl.AT_REMOVEDIR);
    }

    @Override
    public void rename(Caller caller, Node fromParent, Name from, Node toParent, Name to, int flags)
            throws ErrnoException {
        Descriptor source = tree.hold((LocalNode) fromParent);
        try {
            Descriptor target = tree.hold((LocalNode) toParent);
            try {
                Scratch scratch = Scratch.get();
                long oldPath = scratch.first.putComponent(from);
                long newPath = scratch.second.putComponent(to);
                boolean replaces = (flags & (RenameFlags.NOREPLACE | RenameFlags.EXCHANGE)) == 0;
                LocalNode replaced = replaces ? tree.known(target, newPath) : null;
                boolean large = replaced != null && LocalTree.metLarge();
                check(LIBC.renameat2(source.number(), oldPath, target.number(), newPath, flags));
                tree.loseName(replaced, large);
            } finally {
                target.release();
            }
        } finally {
            source.release();
        }
    }

    @Override
    public OpenFile open(Caller caller, Node node, int flags) throws ErrnoException {
        LocalNode file = (LocalNode) node;
        switch (file.type()) {
            case Mode.REGULAR:
                return new LocalFile(this, file, flags, tree.open(file, LocalFile.passed(flags)));
            case Mode.DIRECTORY:
                throw Errno.EISDIR.exception();
            case Mode.SYMLINK:
                throw Errno.ELOOP.exception();
            default:
                throw Errno.ENXIO.exception();
        }
    }

    @Override
    public OpenDirectory openDirectory(Caller caller, Node node) throws ErrnoException {
        LocalNode listed = (LocalNode) node;
        if (listed.type() != Mode.DIRECTORY) {
            throw Errno.ENOTDIR.exception();
        }
        return new LocalDirectory(tree, listed, tree.open(listed, DIRECTORY_FLAGS), true);
    }

    @Override
    public void statfs(Caller caller, Node node, FilesystemStatistics result) throws ErrnoException {
        Statvfs statistics = Scratch.get().statvfs;
        check(LIBC.fstatvfs(directory.root(), statistics.address()));
        statistics.copyTo(result);
    }

    @Override
    public int getxattr(Caller caller, Node node, Name attribute, ByteBuffer value) throws ErrnoException {
        return extended.get((LocalNode) node, attribute, value);
    }

    @Override
    public int listxattr(Caller caller, Node node, ByteBuffer names) throws ErrnoException {
        return extended.get((LocalNode) node, null, names);
    }

    @Override
    public void setxattr(Caller caller, Node node, Name attribute, ByteBuffer value, int flags) throws ErrnoException {
        extended.set((LocalNode) node, attribute, value, flags);
    }

    @Override
    public void removexattr(Caller caller, Node node, Name attribute) throws ErrnoException {
        extended.remove((LocalNode) node, attribute);
    }

    @Override
    public void sync(Caller caller) throws ErrnoException {
        check(LIBC.syncfs(directory.root()));
    }

    /**
     * Nothing to forget: what is known of a file is its handle and perhaps a descriptor, neither of which can be out of
     * date.
     */
    @Override
    public void refresh(Caller caller) {}

    @Override
    public Map<String, String> describe(Caller caller, Node node) throws ErrnoException {
        String path = tree.path((LocalNode) node);
        return path == null ? Map.of() : Map.of("path", path);
    }

    @Override
    public Handover handover() {
        return handover;
    }

    @Override
    public void close() {
        sweeping.cancel(false);
        locks.close();
        tree.close();
        use.end();
    }

    /** Told by an open file that it is open. */
    void opened(Runnable closing) {
        tree.opened(closing);
    }

    /** Told by an open file that it is closed. */
    void closed(LocalNode node, Runnable closing) {
        tree.closed(closing);
        if (node.hasLostName()) {
            tree.forget(node);
        }
    }

    /** Shows a lock to the host. */
    void lock(LocalNode node, LockRequest request) throws ErrnoException {
        if (traits.sharesLocks()) {
            locks.apply(node, request);
        }
    }

    private void remove(LocalNode parent, Name name, int flags) throws ErrnoException {
        Descriptor at = tree.hold(parent);
        try {
            long path = Scratch.get().first.putComponent(name);
            LocalNode removed = tree.known(at, path);
            boolean large = removed != null && LocalTree.metLarge();
            check(LIBC.unlinkat(at.number(), path, flags));
            tree.loseName(removed, large);
        } finally {
            at.release();
        }
    }
}
