package org.danaus.local;

import static org.danaus.posix.Posix.LIBC;
import static org.danaus.posix.Posix.check;

import java.nio.ByteBuffer;
import org.danaus.libservice.Caller;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Mode;
import org.danaus.libservice.Name;
import org.danaus.libservice.Node;
import org.danaus.libservice.OpenDirectory;
import org.danaus.posix.Fcntl;
import org.danaus.posix.LinuxDirent64;
import org.danaus.posix.NativeMemory;
import org.danaus.posix.Scratch;
import org.danaus.posix.Statx;

/**
 * A directory of the host, opened for listing. Its cookies are the kernel's positions, which the filesystem keeps valid
 * while entries come and go. Guarded by itself, so one listing of an open directory runs at a time.
 */
final class LocalDirectory implements OpenDirectory {
    private static final int BUFFER_BYTES = 32 * 1024;
    private static final long NOWHERE = -1;
    private static final Name SELF = Name.dots(1);
    private static final Name PARENT = Name.dots(2);

    private final LocalTree tree;
    private final LocalNode node;
    private final int descriptor;
    private final Runnable closing = this::close;
    private final byte[] nameBytes = new byte[Name.MAX_BYTES + 1];

    private long memory;
    private ByteBuffer records;
    private int at;
    private int filled;
    /** Cookie of the next record of the buffer, or of the next to be read. */
    private long position;

    /** Takes over the descriptor. @param fresh whether it was never read from */
    LocalDirectory(LocalTree tree, LocalNode node, int descriptor, boolean fresh) {
        this.tree = tree;
        this.node = node;
        this.descriptor = descriptor;
        this.position = fresh ? 0 : NOWHERE;
        tree.opened(closing);
    }

    @Override
    public Node node() {
        return node;
    }

    int descriptor() {
        return descriptor;
    }

    @Override
    public synchronized void read(Caller caller, long cookie, Sink sink) throws ErrnoException {
        if (cookie != position || cookie == 0) {
            moveTo(cookie);
        }
        while (at < filled || fillBuffer()) {
            long next = LinuxDirent64.next(records, at);
            Name name = name();
            if (!sink.entry(name, inode(name), type(name), next)) {
                return;
            }
            at += LinuxDirent64.length(records, at);
            position = next;
        }
    }

    @Override
    public void fsync(Caller caller, boolean dataOnly) throws ErrnoException {
        check(dataOnly ? LIBC.fdatasync(descriptor) : LIBC.fsync(descriptor));
    }

    @Override
    public synchronized void close() {
        tree.closed(closing);
        LIBC.close(descriptor);
        if (records != null) {
            records = null;
            NativeMemory.free(memory);
        }
    }

    private void moveTo(long cookie) throws ErrnoException {
        at = 0;
        filled = 0;
        position = NOWHERE;
        check(LIBC.lseek(descriptor, cookie, Fcntl.SEEK_SET));
        position = cookie;
    }

    private boolean fillBuffer() throws ErrnoException {
        if (records == null) {
            memory = NativeMemory.allocate(BUFFER_BYTES);
            records = NativeMemory.view(memory, BUFFER_BYTES);
        }
        at = 0;
        filled = 0;
        filled = (int) check(LIBC.getdents64(descriptor, memory, BUFFER_BYTES));
        return filled > 0;
    }

    private Name name() throws ErrnoException {
        int length = LinuxDirent64.name(records, at, nameBytes);
        if (nameBytes[0] == '.' && length == 1) {
            return SELF;
        }
        if (nameBytes[0] == '.' && nameBytes[1] == '.' && length == 2) {
            return PARENT;
        }
        return Name.component(nameBytes, 0, length);
    }

    private long inode(Name name) {
        // What lies above the directory is nobody's business.
        boolean outside = node == tree.root() && name.equals(PARENT);
        return tree.number(node, outside ? node.inode() : LinuxDirent64.inode(records, at));
    }

    private int type(Name name) throws ErrnoException {
        int type = LinuxDirent64.type(records, at);
        if (type != 0) {
            return type;
        }
        Scratch scratch = Scratch.get();
        Statx statx = scratch.statx;
        long path = scratch.first.put(name);
        int known = LIBC.statx(descriptor, path, Fcntl.AT_SYMLINK_NOFOLLOW, Statx.TYPE_MODE_GROUP, statx.address());
        return known == -1 ? 0 : Mode.entryType(statx.mode());
    }
}
