package org.danaus.local;

import static org.danaus.posix.Posix.LIBC;
import static org.danaus.posix.Posix.check;

import java.nio.ByteBuffer;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Name;
import org.danaus.posix.NativeMemory;
import org.danaus.posix.Scratch;

/**
 * Extended attributes of every namespace and file type. The link in /proc leads to the inode itself, a symbolic link's
 * too.
 */
final class ExtendedAttributes {
    /** XATTR_SIZE_MAX and XATTR_LIST_MAX of Linux: no answer is longer. */
    private static final int MOST_BYTES = 65536;

    private final LocalTree tree;

    ExtendedAttributes(LocalTree tree) {
        this.tree = tree;
    }

    /** @param name null to list the names */
    int get(LocalNode node, Name name, ByteBuffer target) throws ErrnoException {
        int room = Math.min(target.remaining(), MOST_BYTES);
        if (target.isDirect() || room == 0) {
            long address = room == 0 ? 0 : NativeMemory.address(target) + target.position();
            int size = read(node, name, address, room);
            if (room > 0) {
                target.position(target.position() + size);
            }
            return size;
        }
        ByteBuffer direct = NativeMemory.buffer(room);
        int size = read(node, name, NativeMemory.address(direct), room);
        target.put(direct.limit(size));
        return size;
    }

    void set(LocalNode node, Name name, ByteBuffer value, int flags) throws ErrnoException {
        ByteBuffer direct = value;
        if (!value.isDirect()) {
            direct = NativeMemory.buffer(value.remaining());
            direct.put(value.duplicate()).flip();
        }
        Descriptor at = tree.hold(node);
        try {
            Scratch scratch = Scratch.get();
            long link = scratch.link.putDescriptor(at.number());
            long nativeName = scratch.first.put(name);
            long address = NativeMemory.address(direct) + direct.position();
            check(LIBC.setxattr(link, nativeName, address, direct.remaining(), flags));
            value.position(value.limit());
        } finally {
            at.release();
        }
    }

    void remove(LocalNode node, Name name) throws ErrnoException {
        Descriptor at = tree.hold(node);
        try {
            Scratch scratch = Scratch.get();
            check(LIBC.removexattr(scratch.link.putDescriptor(at.number()), scratch.first.put(name)));
        } finally {
            at.release();
        }
    }

    private int read(LocalNode node, Name name, long address, int room) throws ErrnoException {
        Descriptor at = tree.hold(node);
        try {
            Scratch scratch = Scratch.get();
            long link = scratch.link.putDescriptor(at.number());
            return (int) check(
                    name == null
                            ? LIBC.listxattr(link, address, room)
                            : LIBC.getxattr(link, scratch.first.put(name), address, room));
        } finally {
            at.release();
        }
    }
}
