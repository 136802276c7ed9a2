package org.danaus.fuse.session;

import java.nio.ByteBuffer;
import org.danaus.fuse.lowlevel.LibFuse;
import org.danaus.fuse.lowlevel.Memory;
import org.danaus.fuse.lowlevel.Slot;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Libservice;
import org.danaus.libservice.Name;

/** The operations on extended attributes. */
final class XattrOperations {
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
        ByteBuffer names = worker.room(size);
        int actual = files.listxattr(serving.caller(worker, request), nodes.node(node), names);
        reply(worker, request, size, actual);
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
