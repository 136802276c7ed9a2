package org.danaus.union;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.danaus.libservice.Caller;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Libservice;
import org.danaus.libservice.Name;
import org.danaus.libservice.Node;

/** The extended attributes that unions keep for themselves: not listed, not read, not set through this one. */
final class PrivateAttributes {
    private static final Name OVERLAY = Name.of("trusted.overlay.");
    private static final Name DANAUS = Name.of("trusted.danaus.");

    private static final ByteBuffer NO_ROOM = ByteBuffer.allocateDirect(0);
    /** In bytes, as Linux limits it. */
    private static final int LARGEST_LIST = 65536;

    private PrivateAttributes() {}

    static boolean covers(Name attribute) {
        return attribute.startsWith(OVERLAY) || attribute.startsWith(DANAUS);
    }

    /** @throws ErrnoException ENODATA for one of them */
    static void checkRead(Name attribute) throws ErrnoException {
        if (covers(attribute)) {
            throw Errno.ENODATA.exception();
        }
    }

    /** @throws ErrnoException EPERM for one of them */
    static void checkChange(Name attribute) throws ErrnoException {
        if (covers(attribute)) {
            throw Errno.EPERM.exception();
        }
    }

    /** As {@link Libservice#listxattr}, without them. */
    static int list(Libservice layer, Caller caller, Node node, ByteBuffer names) throws ErrnoException {
        if (layer.listxattr(caller, node, NO_ROOM.duplicate()) == 0) {
            return 0;
        }
        ByteBuffer room = ByteBuffer.allocateDirect(LARGEST_LIST);
        layer.listxattr(caller, node, room);
        byte[] all = new byte[room.flip().remaining()];
        room.get(all);
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        for (Name name : Xattrs.split(all)) {
            if (!covers(name)) {
                shown.writeBytes(name.toBytes());
                shown.write(0);
            }
        }
        if (names.hasRemaining()) {
            if (names.remaining() < shown.size()) {
                throw Errno.ERANGE.exception();
            }
            names.put(shown.toByteArray());
        }
        return shown.size();
    }
}
