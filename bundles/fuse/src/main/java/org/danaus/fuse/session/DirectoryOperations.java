package org.danaus.fuse.session;

import java.nio.ByteBuffer;
import org.danaus.fuse.lowlevel.FileInfo;
import org.danaus.fuse.lowlevel.LibFuse;
import org.danaus.fuse.lowlevel.Slot;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Libservice;
import org.danaus.libservice.Name;

/**
 * The operations on open directories. An entry of the answer is a struct fuse_dirent, padded to 8 bytes:
 *
 * <pre>
 *  0 inode u64   8 next cookie u64   16 name length u32   20 d_type u32   24 name
 * </pre>
 */
final class DirectoryOperations {
    private static final int NAME = 24;
    private static final int ALIGNMENT = 8;

    private final Serving serving;
    private final LibFuse fuse;
    private final Libservice files;
    private final KnownNodes nodes;

    DirectoryOperations(Serving serving) {
        this.serving = serving;
        this.fuse = serving.fuse;
        this.files = serving.files;
        this.nodes = serving.nodes;
    }

    void register(Guard table) {
        table.node1(Slot.OPENDIR, this::open);
        table.node3(Slot.READDIR, this::read);
        table.node1(Slot.RELEASEDIR, this::release);
        table.nodeInt1(Slot.FSYNCDIR, this::fsync);
    }

    private void open(long request, long node, long info) throws ErrnoException {
        long handle = serving.keep(files.openDirectory(serving.caller(Worker.current(), request), nodes.node(node)));
        FileInfo.answer(info, handle, 0);
        if (fuse.fuse_reply_open(request, info) < 0) {
            serving.unopen(handle);
        }
    }

    private void read(long request, long node, long size, long cookie, long info) throws ErrnoException {
        Worker worker = Worker.current();
        ByteBuffer room = worker.room(size);
        serving.handle(info)
                .directory()
                .read(
                        serving.caller(worker, request),
                        cookie,
                        (name, inode, type, next) -> put(room, name, inode, type, next));
        fuse.fuse_reply_buf(request, worker.replyAddress, room.position());
    }

    private static boolean put(ByteBuffer room, Name name, long inode, int type, long next) {
        int start = room.position();
        int end = start + NAME + name.length();
        int padded = (end + ALIGNMENT - 1) & -ALIGNMENT;
        if (padded > room.limit()) {
            return false;
        }
        room.putLong(inode).putLong(next).putInt(name.length()).putInt(type);
        name.copyTo(room);
        while (room.position() < padded) {
            room.put((byte) 0);
        }
        return true;
    }

    private void release(long request, long node, long info) throws ErrnoException {
        serving.released(info).close();
        serving.replyOk(request);
    }

    private void fsync(long request, long node, long dataOnly, long info) throws ErrnoException {
        serving.handle(info).directory().fsync(serving.caller(Worker.current(), request), dataOnly != 0);
        serving.replyOk(request);
    }
}
