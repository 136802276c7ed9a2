package org.danaus.fuse.session;

import java.nio.ByteBuffer;
import org.danaus.fuse.lowlevel.LibFuse;
import org.danaus.fuse.lowlevel.Memory;
import org.danaus.fuse.lowlevel.Slot;
import org.danaus.libservice.Caller;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Libservice;
import org.danaus.libservice.Name;

/** The operations on extended attributes. */
final class XattrOperations {
    private static final Name ACCESS_CONTROL = Name.of("system.posix_acl_");
    private static final Name TRUSTED = Name.of("trusted.");

    private final Serving serving;
    private final LibFuse fuse;
    private final Libservice files;
    private final KnownNodes nodes;

    XattrOperations(Serving serving) {
        this.serving = serving;
        this.fuse = serving.fuse;
        this.files = serving.files;
        this.nodes = serving.nodes;
    }

    void register(Guard table) {
        table.node3Int(Slot.SETXATTR, this::setxattr);
        table.node2(Slot.GETXATTR, this::getxattr);
        table.node1(Slot.LISTXATTR, this::listxattr);
        table.node1(Slot.REMOVEXATTR, this::removexattr);
    }

    private void setxattr(long request, long node, long name, long value, long size, long flags) throws ErrnoException {
        Worker worker = Worker.current();
        Name attribute = attribute(name);
        if (attribute.startsWith(ACCESS_CONTROL)) {
            // What nobody enforces must not be accepted.
            throw Errno.EOPNOTSUPP.exception();
        }
        files.setxattr(
                serving.caller(worker, request), nodes.node(node), attribute(name), worker.data(value, size), (int)
                        flags);
        serving.replyOk(request);
    }

    private void getxattr(long request, long node, long name, long size) throws ErrnoException {
        Worker worker = Worker.current();
        ByteBuffer value = worker.room(size);
        int actual = files.getxattr(serving.caller(worker, request), nodes.node(node), attribute(name), value);
        reply(worker, request, size, actual);
    }

    private void listxattr(long request, long node, long size) throws ErrnoException {
        Worker worker = Worker.current();
        Caller caller = serving.caller(worker, request);
        // Taken whole, to leave out what is not for everybody.
        ByteBuffer names = worker.room(Worker.MAX_DATA);
        int all = files.listxattr(caller, nodes.node(node), names);
        int actual = keepVisible(names.clear().limit(all), caller.uid() == 0);
        if (size != 0 && size < actual) {
            throw Errno.ERANGE.exception();
        }
        reply(worker, request, size, actual);
    }

    /** Names of trusted attributes are for the privileged alone. @return how many bytes are left, at the buffer's beginning */
    private static int keepVisible(ByteBuffer names, boolean privileged) {
        int kept = 0;
        int start = 0;
        for (int i = 0; i < names.limit(); i++) {
            if (names.get(i) == 0) {
                if (privileged || !isTrusted(names, start)) {
                    for (int j = start; j <= i; j++) {
                        names.put(kept++, names.get(j));
                    }
                }
                start = i + 1;
            }
        }
        return kept;
    }

    private static boolean isTrusted(ByteBuffer names, int start) {
        for (int i = 0; i < TRUSTED.length(); i++) {
            if (start + i >= names.limit() || names.get(start + i) != TRUSTED.at(i)) {
                return false;
            }
        }
        return true;
    }

    private void reply(Worker worker, long request, long asked, int actual) {
        if (asked == 0) {
            fuse.fuse_reply_xattr(request, actual);
        } else {
            fuse.fuse_reply_buf(request, worker.replyAddress, actual);
        }
    }

    private void removexattr(long request, long node, long name) throws ErrnoException {
        files.removexattr(serving.caller(Worker.current(), request), nodes.node(node), attribute(name));
        serving.replyOk(request);
    }

    private static Name attribute(long name) throws ErrnoException {
        return Name.attribute(Memory.string(name));
    }
}
