package org.danaus.union;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.danaus.libservice.AttributeChange;
import org.danaus.libservice.Attributes;
import org.danaus.libservice.Caller;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.FilesystemStatistics;
import org.danaus.libservice.Handover;
import org.danaus.libservice.Libservice;
import org.danaus.libservice.Mode;
import org.danaus.libservice.Name;
import org.danaus.libservice.Node;
import org.danaus.libservice.OpenDirectory;
import org.danaus.libservice.OpenFile;
import org.danaus.libservice.OpenFlags;
import org.danaus.libservice.RenameFlags;
import org.danaus.libservice.Traits;

/**
 * A layer in memory that behaves as a directory of the host does, for tests that run a union many thousand times. One big lock; time is a counter, so that a test can tell the
 * order of changes.
 */
final class MemoryLayer implements Libservice {
    private final Inode root;
    private long lastInode = 1;
    private long clock = 1_000;

    MemoryLayer() {
        root = new Inode(++lastInode, Mode.DIRECTORY | 0755);
        root.links = 2;
        root.parent = root;
    }

    @Override
    public Traits traits() {
        return new Traits(true, Traits.Coherence.EXCLUSIVE, false, false);
    }

    @Override
    public Node root() {
        return root;
    }

    @Override
    public synchronized Node lookup(Caller caller, Node directory, Name name, Attributes found) throws ErrnoException {
        Inode inode = entries(directory).get(name);
        if (inode != null) {
            inode.fill(found);
        }
        return inode;
    }

    @Override
    public synchronized void getattr(Caller caller, Node node, Attributes result) {
        ((Inode) node).fill(result);
    }

    @Override
    public synchronized void setattr(Caller caller, Node node, OpenFile file, AttributeChange change, Attributes result)
            throws ErrnoException {
        Inode inode = (Inode) node;
        if (change.has(AttributeChange.MODE) && Mode.isSymlink(inode.mode)) {
            throw Errno.EOPNOTSUPP.exception();
        }
        if (change.has(AttributeChange.SIZE) && !Mode.isRegular(inode.mode)) {
            throw (inode.isDirectory() ? Errno.EISDIR : Errno.EINVAL).exception();
        }
        if (change.has(AttributeChange.UID)) {
            inode.uid = change.uid;
        }
        if (change.has(AttributeChange.GID)) {
            inode.gid = change.gid;
        }
        if (change.has(AttributeChange.MODE)) {
            inode.mode = inode.mode & Mode.TYPE | change.mode;
        }
        if (change.has(AttributeChange.SIZE)) {
            inode.data = Arrays.copyOf(inode.data, (int) change.size);
            inode.modified = ++clock;
        }
        if (change.has(AttributeChange.ACCESS)) {
            inode.accessed = change.accessSeconds;
        }
        if (change.has(AttributeChange.MODIFY)) {
            inode.modified = change.modifySeconds;
        }
        inode.fill(result);
    }

    @Override
    public synchronized byte[] readlink(Caller caller, Node node) throws ErrnoException {
        Inode inode = (Inode) node;
        if (!Mode.isSymlink(inode.mode)) {
            throw Errno.EINVAL.exception();
        }
        return inode.data.clone();
    }

    private static Map<Name, Inode> entries(Node directory) throws ErrnoException {
        Inode inode = (Inode) directory;
        if (!inode.isDirectory()) {
            throw Errno.ENOTDIR.exception();
        }
        return inode.entries;
    }

    private Inode add(Caller caller, Node directory, Name name, int mode, Attributes result) throws ErrnoException {
        Map<Name, Inode> entries = entries(directory);
        Inode parent = (Inode) directory;
        if (parent.links == 0) {
            throw Errno.ENOENT.exception();
        }
        if (entries.containsKey(name)) {
            throw Errno.EEXIST.exception();
        }
        Inode inode = fresh(caller, parent, mode);
        put(parent, name, inode);
        inode.fill(result);
        return inode;
    }

    private Inode fresh(Caller caller, Inode parent, int mode) {
        Inode inode = new Inode(++lastInode, mode);
        inode.uid = caller.uid();
        boolean inherits = (parent.mode & Mode.SETGID) != 0;
        inode.gid = inherits ? parent.gid : caller.gid();
        if (inherits && inode.isDirectory()) {
            inode.mode |= Mode.SETGID;
        }
        inode.modified = ++clock;
        inode.accessed = clock;
        inode.links = inode.isDirectory() ? 1 : 0;
        return inode;
    }

    private void put(Inode parent, Name name, Inode inode) {
        parent.entries.put(name, inode);
        parent.modified = ++clock;
        inode.links++;
        if (inode.isDirectory()) {
            parent.links++;
            inode.parent = parent;
        }
    }

    private void drop(Inode parent, Name name) {
        Inode inode = parent.entries.remove(name);
        parent.modified = ++clock;
        inode.links--;
        if (inode.isDirectory()) {
            parent.links--;
            inode.links = 0;
        }
    }

    @Override
    public synchronized OpenFile create(
            Caller caller, Node directory, Name name, int flags, int mode, Attributes result) throws ErrnoException {
        return new Open(add(caller, directory, name, Mode.REGULAR | mode, result), flags);
    }

    @Override
    public synchronized OpenFile createUnnamed(Caller caller, Node directory, int flags, int mode, Attributes result) {
        Inode inode = fresh(caller, (Inode) directory, Mode.REGULAR | mode);
        inode.fill(result);
        return new Open(inode, flags);
    }

    @Override
    public synchronized Node mknod(Caller caller, Node directory, Name name, int mode, long device, Attributes result)
            throws ErrnoException {
        Inode inode = add(caller, directory, name, mode, result);
        inode.device = device;
        inode.fill(result);
        return inode;
    }

    @Override
    public synchronized Node mkdir(Caller caller, Node directory, Name name, int mode, Attributes result)
            throws ErrnoException {
        return add(caller, directory, name, Mode.DIRECTORY | mode, result);
    }

    @Override
    public synchronized Node symlink(Caller caller, Node directory, Name name, byte[] target, Attributes result)
            throws ErrnoException {
        Inode inode = add(caller, directory, name, Mode.SYMLINK | 0777, result);
        inode.data = target.clone();
        inode.fill(result);
        return inode;
    }

    @Override
    public synchronized void link(Caller caller, Node node, Node directory, Name name, Attributes result)
            throws ErrnoException {
        if (entries(directory).containsKey(name)) {
            throw Errno.EEXIST.exception();
        }
        if (((Inode) node).isDirectory()) {
            throw Errno.EPERM.exception();
        }
        put((Inode) directory, name, (Inode) node);
        ((Inode) node).fill(result);
    }

    @Override
    public synchronized void unlink(Caller caller, Node directory, Name name) throws ErrnoException {
        if (there(directory, name).isDirectory()) {
            throw Errno.EISDIR.exception();
        }
        drop((Inode) directory, name);
    }

    @Override
    public synchronized void rmdir(Caller caller, Node directory, Name name) throws ErrnoException {
        Inode inode = there(directory, name);
        if (!inode.isDirectory()) {
            throw Errno.ENOTDIR.exception();
        }
        if (!inode.entries.isEmpty()) {
            throw Errno.ENOTEMPTY.exception();
        }
        drop((Inode) directory, name);
    }

    private static Inode there(Node directory, Name name) throws ErrnoException {
        Inode inode = entries(directory).get(name);
        if (inode == null) {
            throw Errno.ENOENT.exception();
        }
        return inode;
    }

    @Override
    public synchronized void rename(Caller caller, Node fromDirectory, Name from, Node toDirectory, Name to, int flags)
            throws ErrnoException {
        Inode target = entries(toDirectory).get(to);
        Inode source = there(fromDirectory, from);
        Inode fromInode = (Inode) fromDirectory;
        Inode toInode = (Inode) toDirectory;
        if ((flags & RenameFlags.NOREPLACE) != 0 && target != null) {
            throw Errno.EEXIST.exception();
        }
        if ((flags & RenameFlags.EXCHANGE) != 0 && target == null) {
            throw Errno.ENOENT.exception();
        }
        checkLoop(source, toInode, Errno.EINVAL);
        if (source == target) {
            return;
        }
        if ((flags & RenameFlags.EXCHANGE) != 0) {
            checkLoop(target, fromInode, Errno.EINVAL);
            drop(fromInode, from);
            drop(toInode, to);
            revive(source);
            revive(target);
            put(fromInode, from, target);
            put(toInode, to, source);
            return;
        }
        if (target != null) {
            checkLoop(target, fromInode, Errno.ENOTEMPTY);
            if (target.isDirectory() && !source.isDirectory()) {
                throw Errno.EISDIR.exception();
            }
            if (!target.isDirectory() && source.isDirectory()) {
                throw Errno.ENOTDIR.exception();
            }
            if (target.isDirectory() && !target.entries.isEmpty()) {
                throw Errno.ENOTEMPTY.exception();
            }
            drop(toInode, to);
        }
        drop(fromInode, from);
        revive(source);
        put(toInode, to, source);
        if ((flags & RenameFlags.WHITEOUT) != 0) {
            mknod(caller, fromDirectory, from, Mode.CHARACTER_DEVICE, 0, new Attributes());
        }
    }

    private static void revive(Inode inode) {
        if (inode.isDirectory()) {
            inode.links = 1
                    + (int) inode.entries.values().stream()
                            .filter(Inode::isDirectory)
                            .count();
        }
    }

    private static void checkLoop(Inode moved, Inode into, Errno errno) throws ErrnoException {
        for (Inode at = into; moved.isDirectory(); at = at.parent) {
            if (at == moved) {
                throw errno.exception();
            }
            if (at.parent == at) {
                return;
            }
        }
    }

    @Override
    public synchronized OpenFile open(Caller caller, Node node, int flags) throws ErrnoException {
        Inode inode = (Inode) node;
        if (!Mode.isRegular(inode.mode)) {
            throw (inode.isDirectory() ? Errno.EISDIR : Errno.ELOOP).exception();
        }
        if ((flags & OpenFlags.TRUNC) != 0) {
            inode.data = new byte[0];
            inode.modified = ++clock;
        }
        return new Open(inode, flags);
    }

    @Override
    public synchronized OpenDirectory openDirectory(Caller caller, Node node) throws ErrnoException {
        entries(node);
        return new OpenEntries((Inode) node);
    }

    @Override
    public void statfs(Caller caller, Node node, FilesystemStatistics result) {
        result.maximumName = 255;
        result.blockSize = 4096;
    }

    @Override
    public synchronized int getxattr(Caller caller, Node node, Name attribute, ByteBuffer value) throws ErrnoException {
        byte[] present = ((Inode) node).xattrs.get(attribute);
        if (present == null) {
            throw Errno.ENODATA.exception();
        }
        return give(present, value);
    }

    private static int give(byte[] bytes, ByteBuffer room) throws ErrnoException {
        if (room.hasRemaining()) {
            if (room.remaining() < bytes.length) {
                throw Errno.ERANGE.exception();
            }
            room.put(bytes);
        }
        return bytes.length;
    }

    @Override
    public synchronized int listxattr(Caller caller, Node node, ByteBuffer names) throws ErrnoException {
        ByteBuffer all = ByteBuffer.allocate(65536);
        ((Inode) node).xattrs.keySet().forEach(name -> all.put(name.toBytes()).put((byte) 0));
        return give(Arrays.copyOf(all.array(), all.position()), names);
    }

    @Override
    public synchronized void setxattr(Caller caller, Node node, Name attribute, ByteBuffer value, int flags)
            throws ErrnoException {
        Map<Name, byte[]> xattrs = ((Inode) node).xattrs;
        if (flags == 1 && xattrs.containsKey(attribute)) {
            throw Errno.EEXIST.exception();
        }
        if (flags == 2 && !xattrs.containsKey(attribute)) {
            throw Errno.ENODATA.exception();
        }
        byte[] bytes = new byte[value.remaining()];
        value.get(bytes);
        xattrs.put(attribute, bytes);
    }

    @Override
    public synchronized void removexattr(Caller caller, Node node, Name attribute) throws ErrnoException {
        if (((Inode) node).xattrs.remove(attribute) == null) {
            throw Errno.ENODATA.exception();
        }
    }

    @Override
    public void sync(Caller caller) {}

    @Override
    public void refresh(Caller caller) {}

    @Override
    public Handover handover() {
        throw new UnsupportedOperationException("memory is not handed over");
    }

    @Override
    public void close() {}

    private static final class Inode implements Node {
        private final long number;
        private int mode;
        private int links;
        private int uid;
        private int gid;
        private long device;
        private long accessed;
        private long modified;
        private byte[] data = new byte[0];
        private Inode parent;
        private final Map<Name, Inode> entries = new LinkedHashMap<>();
        private final Map<Name, byte[]> xattrs = new TreeMap<>();

        Inode(long number, int mode) {
            this.number = number;
            this.mode = mode;
        }

        boolean isDirectory() {
            return Mode.isDirectory(mode);
        }

        void fill(Attributes result) {
            result.inode = number;
            result.mode = mode;
            result.links = links;
            result.uid = uid;
            result.gid = gid;
            result.device = device;
            result.size = data.length;
            result.blocks = (data.length + 511L) / 512;
            result.blockSize = 4096;
            result.accessSeconds = accessed;
            result.accessNanos = 0;
            result.modifySeconds = modified;
            result.modifyNanos = 0;
        }
    }

    private final class Open implements OpenFile {
        private final Inode inode;
        private final int flags;

        Open(Inode inode, int flags) {
            this.inode = inode;
            this.flags = flags;
        }

        @Override
        public Node node() {
            return inode;
        }

        @Override
        public int flags() {
            return flags;
        }

        @Override
        public int read(Caller caller, long offset, ByteBuffer target) throws ErrnoException {
            synchronized (MemoryLayer.this) {
                if (!OpenFlags.reads(flags)) {
                    throw Errno.EBADF.exception();
                }
                int count = (int) Math.max(0, Math.min(target.remaining(), inode.data.length - offset));
                target.put(inode.data, (int) Math.min(offset, inode.data.length), count);
                return count;
            }
        }

        @Override
        public int write(Caller caller, long offset, ByteBuffer source) throws ErrnoException {
            synchronized (MemoryLayer.this) {
                if (!OpenFlags.writes(flags)) {
                    throw Errno.EBADF.exception();
                }
                int count = source.remaining();
                inode.data = Arrays.copyOf(inode.data, Math.max(inode.data.length, (int) offset + count));
                source.get(inode.data, (int) offset, count);
                inode.modified = ++clock;
                return count;
            }
        }

        @Override
        public long append(Caller caller, ByteBuffer source) throws ErrnoException {
            synchronized (MemoryLayer.this) {
                long offset = inode.data.length;
                write(caller, offset, source);
                return offset;
            }
        }

        @Override
        public void fallocate(Caller caller, int mode, long offset, long length) throws ErrnoException {
            throw Errno.EOPNOTSUPP.exception();
        }

        @Override
        public void fsync(Caller caller, boolean dataOnly) {}

        @Override
        public void flush(Caller caller) {}

        @Override
        public long seek(Caller caller, long offset, boolean hole) throws ErrnoException {
            if (offset >= inode.data.length) {
                throw Errno.ENXIO.exception();
            }
            return hole ? inode.data.length : offset;
        }

        @Override
        public void close() {}
    }

    private record OpenEntries(Inode inode) implements OpenDirectory {
        @Override
        public Node node() {
            return inode;
        }

        @Override
        public void read(Caller caller, long cookie, Sink sink) throws ErrnoException {
            long at = 0;
            for (Map.Entry<Name, Inode> entry : new LinkedHashMap<>(inode.entries).entrySet()) {
                if (at++ >= cookie
                        && !sink.entry(
                                entry.getKey(), entry.getValue().number, Mode.entryType(entry.getValue().mode), at)) {
                    return;
                }
            }
        }

        @Override
        public void fsync(Caller caller, boolean dataOnly) {}

        @Override
        public void close() {}
    }
}
