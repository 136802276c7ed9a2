package org.danaus.local;

import static org.danaus.posix.Posix.LIBC;
import static org.danaus.posix.Posix.check;

import java.lang.ref.Cleaner;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.danaus.libservice.Attributes;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Mode;
import org.danaus.posix.Fcntl;
import org.danaus.posix.FileHandle;
import org.danaus.posix.NativeString;
import org.danaus.posix.OpenHow;
import org.danaus.posix.Posix;
import org.danaus.posix.Scratch;
import org.danaus.posix.Statx;
import org.danaus.posix.SystemCall;

/**
 * The files of a directory: from names to nodes, from nodes to descriptors. Nodes that were used lately have an O_PATH
 * descriptor in one of the rings; the others are opened again by their handle. Nothing here follows a symbolic link.
 */
final class LocalTree {
    private static final int PLACE = Fcntl.O_PATH | Fcntl.O_NOFOLLOW | Fcntl.O_CLOEXEC;
    private static final int ONE_RING = 1024;
    private static final int RINGS = 8;
    private static final Cleaner CLEANER = Cleaner.create();

    private static final int BLOCK_BYTES = 512;
    private static final long LARGE_BYTES = 16 << 10;

    /** What closes the files and directories that are open. */
    private final Set<Runnable> opened = ConcurrentHashMap.newKeySet();

    private final HostDirectory directory;
    private final NodeTable nodes = new NodeTable();
    private final InodeNumbers numbers;
    private final DescriptorRing[] rings;
    private final LocalNode root;

    LocalTree(HostDirectory directory, int descriptors) throws ErrnoException {
        this.directory = directory;
        this.numbers = new InodeNumbers(directory.device());
        this.rings = new DescriptorRing[descriptors < ONE_RING ? 1 : RINGS];
        for (int i = 0; i < rings.length; i++) {
            rings[i] = new DescriptorRing(descriptors / rings.length);
        }
        this.root = identify(directory.root(), new Attributes());
    }

    LocalNode root() {
        return root;
    }

    HostDirectory directory() {
        return directory;
    }

    /**
     * Finds the file at a path.
     *
     * @param path components separated by {@code /}, none of them {@code ..}
     * @param found filled with its attributes
     * @return null if there is none
     */
    LocalNode find(LocalNode from, long path, Attributes found) throws ErrnoException {
        Descriptor at = hold(from);
        try {
            Statx statx = Scratch.get().statx;
            long before = System.nanoTime();
            int flags = Fcntl.AT_SYMLINK_NOFOLLOW | Fcntl.AT_NO_AUTOMOUNT;
            if (LIBC.statx(at.number(), path, flags, Statx.ALL, statx.address()) == -1) {
                return nothing();
            }
            // A number is one file's as long as that file is held by a descriptor: then the name meant this node.
            LocalNode known = nodes.find(statx.device(), statx.inode());
            if (known != null && isOpenSince(known, before)) {
                fill(statx, found);
                return known;
            }
            return findByOpening(at.number(), path, found);
        } finally {
            at.release();
        }
    }

    /** The node of what a descriptor is open on, and its attributes. The descriptor stays the caller's. */
    LocalNode identify(int descriptor, Attributes found) throws ErrnoException {
        Scratch scratch = Scratch.get();
        Statx statx = scratch.statx;
        stat(descriptor, statx);
        FileHandle handle = handle(descriptor, scratch.handle);
        LocalNode node = nodes.intern(statx.device(), statx.inode(), statx.mode(), handle);
        fill(statx, found);
        if (node.handle() == null) {
            keepOpen(node, descriptor);
        }
        if (found.links == 0) {
            node.loseName();
        }
        return node;
    }

    /** As {@link #identify}, and takes over the descriptor, which is O_PATH, also when it fails. */
    LocalNode adopt(int place, Attributes found) throws ErrnoException {
        LocalNode node = null;
        try {
            node = identify(place, found);
        } finally {
            if (node == null || node.handle() == null || isOpenSince(node, System.nanoTime())) {
                LIBC.close(place);
            } else {
                remember(node, new Descriptor(place));
            }
        }
        return node;
    }

    /** A node as a predecessor wrote it down. As a rule asks the host for nothing: whether the file still is there shows when it is used. */
    LocalNode recall(NodeRecord record) {
        LocalNode known = nodes.find(record.device(), record.inode());
        if (known != null && Arrays.equals(known.handle(), record.handle())) {
            return known;
        }
        LocalNode node = new LocalNode(record.device(), record.inode(), record.type(), record.handle());
        if (record.lostName()) {
            node.loseName();
        }
        // Two files bore the number one after the other: it is that of the one that still is there.
        if (known == null || exists(node)) {
            nodes.put(node);
        }
        return node;
    }

    private boolean exists(LocalNode node) {
        try {
            hold(node).release();
            return true;
        } catch (ErrnoException e) {
            return false;
        }
    }

    /** An O_PATH descriptor of a node, which the caller releases. @throws ErrnoException ESTALE if the file is gone */
    Descriptor hold(LocalNode node) throws ErrnoException {
        Descriptor last = node.descriptor();
        if (last != null && last.hold()) {
            return last;
        }
        Descriptor fresh = new Descriptor(openByHandle(node, PLACE));
        fresh.hold();
        remember(node, fresh);
        return fresh;
    }

    /** Opens a node anew. @param flags of open(2), without O_CREAT @return a descriptor of the caller's own */
    int open(LocalNode node, int flags) throws ErrnoException {
        if (node.handle() != null) {
            return openByHandle(node, flags | Fcntl.O_CLOEXEC | Fcntl.O_NOCTTY);
        }
        Descriptor at = hold(node);
        try {
            long link = Scratch.get().link.putDescriptor(at.number());
            return check(LIBC.open(link, flags | Fcntl.O_CLOEXEC | Fcntl.O_NOCTTY, 0));
        } finally {
            at.release();
        }
    }

    /** Fills in attributes. */
    void getattr(LocalNode node, Attributes result) throws ErrnoException {
        Descriptor at = hold(node);
        try {
            Statx statx = Scratch.get().statx;
            stat(at.number(), statx);
            fill(statx, result);
        } finally {
            at.release();
        }
    }

    /** Fills in attributes of what a descriptor is open on. */
    void getattr(int descriptor, Attributes result) throws ErrnoException {
        Statx statx = Scratch.get().statx;
        stat(descriptor, statx);
        fill(statx, result);
    }

    /** The node that an entry names, if it is known; otherwise null. */
    LocalNode known(Descriptor directory, long name) {
        Statx statx = Scratch.get().statx;
        boolean found =
                LIBC.statx(directory.number(), name, Fcntl.AT_SYMLINK_NOFOLLOW, Statx.ALL, statx.address()) == 0;
        return found ? nodes.find(statx.device(), statx.inode()) : null;
    }

    /** Whether what {@link #known} has just met takes much space. */
    static boolean metLarge() {
        return Scratch.get().statx.blocks() * BLOCK_BYTES > LARGE_BYTES;
    }

    /** Takes note that a name of a node has gone. @param node null for none @param large whether it takes much space */
    void loseName(LocalNode node, boolean large) {
        if (node != null) {
            node.loseName();
            Descriptor last = node.descriptor();
            if (large && last != null && node.handle() != null) {
                ring(node).remove(last);
            }
        }
    }

    /**
     * Closes the descriptor of a node that has no name any more, if it keeps much space. That of a small one stays until it was idle for a while: whoever met the file just
     * before it was removed or replaced may still ask for it.
     */
    void forget(LocalNode node) {
        Descriptor last = node.descriptor();
        if (last != null && node.handle() != null && isLarge(last)) {
            ring(node).remove(last);
        }
    }

    private static boolean isLarge(Descriptor descriptor) {
        if (!descriptor.hold()) {
            return false;
        }
        try {
            Statx statx = Scratch.get().statx;
            int flags = Fcntl.AT_EMPTY_PATH;
            return LIBC.statx(descriptor.number(), Scratch.EMPTY.address(), flags, Statx.ALL, statx.address()) == 0
                    && statx.blocks() * BLOCK_BYTES > LARGE_BYTES;
        } finally {
            descriptor.release();
        }
    }

    /** Closes descriptors that were not used since the last time. */
    void sweep() {
        for (DescriptorRing ring : rings) {
            ring.sweep();
        }
    }

    /** Where on the host a file is, by one of its names; null if it has none any more. For people. */
    String path(LocalNode node) throws ErrnoException {
        Descriptor at = hold(node);
        try {
            Scratch scratch = Scratch.get();
            NativeString target = scratch.first;
            long link = scratch.link.putDescriptor(at.number());
            int length = (int) check(LIBC.readlinkat(Fcntl.AT_FDCWD, link, target.address(), target.room()));
            String inside = new String(target.toBytes(length), StandardCharsets.UTF_8);
            stat(at.number(), scratch.statx);
            if (scratch.statx.links() == 0 || inside.endsWith(" (deleted)") || !inside.startsWith("/")) {
                return null;
            }
            return inside.equals("/") ? directory.path() : directory.path() + inside;
        } finally {
            at.release();
        }
    }

    /** The inode number that users see. */
    long number(LocalNode sibling, long inode) {
        return numbers.of(sibling.device(), inode);
    }

    /** Closes all descriptors that no operation uses. */
    void close() {
        List.copyOf(opened).forEach(Runnable::run);
        sweep();
        sweep();
        directory.close();
    }

    /** Something is open that must be closed with the tree at the latest. @param closing closes it, and tells {@link #closed} */
    void opened(Runnable closing) {
        opened.add(closing);
    }

    /** It was closed. */
    void closed(Runnable closing) {
        opened.remove(closing);
    }

    private LocalNode findByOpening(int from, long path, Attributes found) throws ErrnoException {
        OpenHow how = Scratch.get().how;
        how.set(PLACE, 0, OpenHow.BENEATH | OpenHow.NO_SYMLINKS | OpenHow.NO_MAGICLINKS | OpenHow.NO_XDEV);
        int place = (int) LIBC.syscall(SystemCall.OPENAT2, from, path, how.address(), OpenHow.BYTES);
        return place == -1 ? nothing() : adopt(place, found);
    }

    private static LocalNode nothing() throws ErrnoException {
        ErrnoException error = Posix.error();
        if (error.errno() == Errno.ENOENT) {
            return null;
        }
        throw error;
    }

    private FileHandle handle(int descriptor, FileHandle handle) {
        handle.clear();
        boolean found = directory.handles()
                && LIBC.name_to_handle_at(
                                descriptor,
                                Scratch.EMPTY.address(),
                                handle.address(),
                                handle.mountAddress(),
                                Fcntl.AT_EMPTY_PATH)
                        == 0;
        return found ? handle : null;
    }

    private int openByHandle(LocalNode node, int flags) throws ErrnoException {
        if (node.handle() == null) {
            throw Errno.ESTALE.exception();
        }
        FileHandle handle = Scratch.get().handle;
        handle.set(node.handle());
        return check(LIBC.open_by_handle_at(directory.root(), handle.address(), flags));
    }

    private void remember(LocalNode node, Descriptor descriptor) {
        node.descriptor(descriptor);
        ring(node).add(descriptor);
    }

    private void keepOpen(LocalNode node, int descriptor) throws ErrnoException {
        synchronized (node) {
            if (node.descriptor() == null) {
                long link = Scratch.get().link.putDescriptor(descriptor);
                Descriptor kept = new Descriptor(check(LIBC.open(link, Fcntl.O_PATH | Fcntl.O_CLOEXEC, 0)));
                node.descriptor(kept);
                CLEANER.register(node, kept::release);
            }
        }
    }

    private DescriptorRing ring(LocalNode node) {
        return rings[(int) node.inode() & rings.length - 1];
    }

    private static boolean isOpenSince(LocalNode node, long moment) {
        Descriptor last = node.descriptor();
        return last != null && last.openSince(moment);
    }

    private static void stat(int descriptor, Statx statx) throws ErrnoException {
        check(LIBC.statx(descriptor, Scratch.EMPTY.address(), Fcntl.AT_EMPTY_PATH, Statx.ALL, statx.address()));
    }

    private void fill(Statx statx, Attributes result) {
        int type = statx.mode() & Mode.TYPE;
        result.inode = numbers.of(statx.device(), statx.inode());
        result.mode = statx.mode();
        result.links = statx.links();
        result.uid = statx.uid();
        result.gid = statx.gid();
        result.device = type == Mode.CHARACTER_DEVICE || type == Mode.BLOCK_DEVICE ? statx.special() : 0;
        result.size = statx.size();
        result.blocks = statx.blocks();
        result.blockSize = statx.blockSize();
        result.accessSeconds = statx.accessSeconds();
        result.accessNanos = statx.accessNanos();
        result.modifySeconds = statx.modifySeconds();
        result.modifyNanos = statx.modifyNanos();
        result.changeSeconds = statx.changeSeconds();
        result.changeNanos = statx.changeNanos();
        result.birthSeconds = statx.birthSeconds();
        result.birthNanos = statx.birthNanos();
    }
}
