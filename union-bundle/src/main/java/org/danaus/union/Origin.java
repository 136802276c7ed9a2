package org.danaus.union;

import java.nio.ByteBuffer;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Libservice;
import org.danaus.libservice.Name;
import org.danaus.libservice.Node;

/**
 * The record on a copy of what it is a copy of, in an extended attribute: byte 0 the version (1), bytes 1 to 4 the branch counted from the bottom, bytes 5 to 12 the inode
 * number there, all big-endian. It keeps inode numbers the same over copy-up and restart.
 */
final class Origin {
    /** The attribute. */
    static final Name ATTRIBUTE = Name.of("trusted.danaus.origin");

    private static final byte VERSION = 1;
    private static final int BRANCH = 1;
    private static final int INODE = BRANCH + Integer.BYTES;
    private static final int LENGTH = INODE + Long.BYTES;

    private Origin() {}

    /** Reads the record into a key. @return whether there is one */
    static boolean read(Libservice layer, Node node, Key key) throws ErrnoException {
        ByteBuffer value = Xattrs.peek(layer, node, ATTRIBUTE);
        if (value == null || value.remaining() != LENGTH || value.get(0) != VERSION) {
            return false;
        }
        key.set(value.getInt(BRANCH), value.getLong(INODE));
        return true;
    }

    /** Writes the record, where the layer can hold one on such a file. */
    static void write(Libservice layer, Node node, Key key) throws ErrnoException {
        byte[] value = new byte[LENGTH];
        ByteBuffer.wrap(value).put(VERSION).putInt(key.branch()).putLong(key.inode());
        Xattrs.trySet(layer, node, ATTRIBUTE, value);
    }
}
