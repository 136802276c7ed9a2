package org.danaus.union;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.danaus.libservice.Caller;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Libservice;
import org.danaus.libservice.Name;
import org.danaus.libservice.Node;

/** Extended attributes of files in a branch, where a layer without any is one whose files have none. */
final class Xattrs {
    /** As large as an extended attribute or a list of their names can be on Linux. */
    private static final int LARGEST = 65536;

    private static final ThreadLocal<ByteBuffer> ROOM =
            ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(LARGEST));

    private Xattrs() {}

    /** The value in a buffer of the thread, to be used at once; null if there is none. */
    static ByteBuffer peek(Libservice layer, Node node, Name attribute) throws ErrnoException {
        ByteBuffer room = ROOM.get().clear();
        try {
            layer.getxattr(Caller.SERVICE, node, attribute, room);
        } catch (ErrnoException e) {
            return absent(e);
        }
        return room.flip();
    }

    /** The value, or null if there is none. */
    static byte[] get(Libservice layer, Node node, Name attribute) throws ErrnoException {
        ByteBuffer value = peek(layer, node, attribute);
        return value == null ? null : bytes(value);
    }

    /** Sets a value, whatever was there. */
    static void set(Libservice layer, Node node, Name attribute, byte[] value) throws ErrnoException {
        ByteBuffer room = ByteBuffer.allocateDirect(Math.max(1, value.length));
        room.put(value).flip();
        layer.setxattr(Caller.SERVICE, node, attribute, room, 0);
    }

    /** As {@link #set}, but nothing happens where a layer or type of file can hold no such attribute. */
    static void trySet(Libservice layer, Node node, Name attribute, byte[] value) throws ErrnoException {
        try {
            set(layer, node, attribute, value);
        } catch (ErrnoException e) {
            absent(e);
        }
    }

    /** Removes an attribute if there is one. */
    static void remove(Libservice layer, Node node, Name attribute) throws ErrnoException {
        try {
            layer.removexattr(Caller.SERVICE, node, attribute);
        } catch (ErrnoException e) {
            absent(e);
        }
    }

    /** The names of all. */
    static List<Name> list(Libservice layer, Node node) throws ErrnoException {
        ByteBuffer room = ROOM.get().clear();
        try {
            layer.listxattr(Caller.SERVICE, node, room);
        } catch (ErrnoException e) {
            absent(e);
            return List.of();
        }
        return split(bytes(room.flip()));
    }

    /** The names in a list that ends each with NUL. */
    static List<Name> split(byte[] list) throws ErrnoException {
        List<Name> names = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < list.length; i++) {
            if (list[i] == 0) {
                names.add(Name.attribute(java.util.Arrays.copyOfRange(list, start, i)));
                start = i + 1;
            }
        }
        return names;
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] bytes(ByteBuffer from) {
        byte[] bytes = new byte[from.remaining()];
        from.get(bytes);
        return bytes;
    }

    private static ByteBuffer absent(ErrnoException e) throws ErrnoException {
        Errno errno = e.errno();
        if (errno != Errno.ENODATA && errno != Errno.EOPNOTSUPP && errno != Errno.ENOSYS && errno != Errno.EPERM) {
            throw e;
        }
        return null;
    }
}
