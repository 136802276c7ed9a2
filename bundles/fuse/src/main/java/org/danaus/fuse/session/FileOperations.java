package org.danaus.fuse.session;

import java.nio.ByteBuffer;
import org.danaus.fuse.lowlevel.FileInfo;
import org.danaus.fuse.lowlevel.LibFuse;
import org.danaus.fuse.lowlevel.Memory;
import org.danaus.fuse.lowlevel.Slot;
import org.danaus.libservice.Caller;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Libservice;
import org.danaus.libservice.LockRequest.Kind;
import org.danaus.libservice.Name;
import org.danaus.libservice.Node;
import org.danaus.libservice.OpenFile;
import org.danaus.libservice.OpenFlags;
import org.danaus.service.LockTable;

/** The operations on open files. */
final class FileOperations {
    private static final int NOT_FOR_LAYERS = OpenFlags.CREAT | OpenFlags.EXCL;

    private final Serving serving;
    private final LibFuse fuse;
    private final Libservice files;
    private final KnownNodes nodes;
    private final LockTable locks;

    FileOperations(Serving serving) {
        this.serving = serving;
        this.fuse = serving.fuse;
        this.files = serving.files;
        this.nodes = serving.nodes;
        this.locks = serving.filesystem.locks();
    }

    void register(Guard table) {
        table.node1(Slot.OPEN, this::open);
        table.node1Int1(Slot.CREATE, this::create);
        table.node3(Slot.READ, this::read);
        table.node4(Slot.WRITE, this::write);
        table.node1(Slot.FLUSH, this::flush);
        table.node1(Slot.RELEASE, this::release);
        table.nodeInt1(Slot.FSYNC, this::fsync);
        table.nodeInt3(Slot.FALLOCATE, this::fallocate);
    }

    private void open(long request, long id, long info) throws ErrnoException {
        Worker worker = Worker.current();
        Node node = nodes.node(id);
        OpenFile file = files.open(serving.caller(worker, request), node, FileInfo.flags(info) & ~NOT_FOR_LAYERS);
        if (worker.killsPrivileges()) {
            dropPrivileges(worker, request, file);
        }
        long handle = serving.keep(file);
        FileInfo.answer(info, handle, serving.holdsPages() ? FileInfo.KEEP_CACHE : 0);
        if (fuse.fuse_reply_open(request, info) < 0) {
            serving.unopen(handle);
        }
    }

    private void dropPrivileges(Worker worker, long request, OpenFile file) throws ErrnoException {
        try {
            serving.privileges.drop(worker, serving.caller(worker, request), file.node());
        } catch (ErrnoException e) {
            file.close();
            throw e;
        }
    }

    private void create(long request, long directory, long name, long mode, long info) throws ErrnoException {
        Worker worker = Worker.current();
        OpenFile file = create(worker, request, nodes.node(directory), name, mode, FileInfo.flags(info));
        KnownNode known = serving.fillEntry(worker, file.node());
        long handle = serving.keep(file);
        FileInfo.answer(info, handle, serving.holdsPages() ? FileInfo.KEEP_CACHE : 0);
        if (fuse.fuse_reply_create(request, worker.entry, info) < 0) {
            serving.unopen(handle);
            nodes.forget(known.id, 1);
        }
    }

    /** Creates; a file that has come since the kernel looked is no failure without O_EXCL: ESTALE makes the kernel look again. */
    private OpenFile create(Worker worker, long request, Node directory, long name, long mode, int flags)
            throws ErrnoException {
        try {
            return files.create(
                    serving.caller(worker, request),
                    directory,
                    Name.component(Memory.string(name)),
                    flags & ~NOT_FOR_LAYERS,
                    (int) mode,
                    worker.attributes);
        } catch (ErrnoException e) {
            boolean late = e.errno() == Errno.EEXIST && (flags & OpenFlags.EXCL) == 0;
            throw late ? Errno.ESTALE.exception() : e;
        }
    }

    private void read(long request, long node, long size, long offset, long info) throws ErrnoException {
        Worker worker = Worker.current();
        int count = serving.handle(info).file().read(serving.caller(worker, request), offset, worker.room(size));
        fuse.fuse_reply_buf(request, worker.replyAddress, count);
    }

    private void write(long request, long node, long data, long size, long offset, long info) throws ErrnoException {
        Worker worker = Worker.current();
        OpenFile file = serving.handle(info).file();
        Caller caller = serving.caller(worker, request);
        ByteBuffer source = worker.data(data, size);
        if (worker.killsPrivileges()) {
            serving.privileges.drop(worker, caller, file.node());
        }
        if ((FileInfo.flags(info) & OpenFlags.APPEND) != 0 && !FileInfo.isWritePage(info)) {
            file.append(caller, source);
            fuse.fuse_reply_write(request, size - source.remaining());
        } else {
            fuse.fuse_reply_write(request, file.write(caller, offset, source));
        }
    }

    private void flush(long request, long node, long info) throws ErrnoException {
        Caller caller = serving.caller(Worker.current(), request);
        Handle handle = serving.handle(info);
        OpenFile file = handle.file();
        locks.release(caller, file.node(), file, Kind.POSIX, FileInfo.lockOwner(info));
        handle.unlocks(FileInfo.lockOwner(info));
        file.flush(caller);
        serving.replyOk(request);
    }

    private void release(long request, long node, long info) throws ErrnoException {
        Caller caller = serving.caller(Worker.current(), request);
        serving.release(caller, serving.released(info));
        serving.replyOk(request);
    }

    private void fsync(long request, long node, long dataOnly, long info) throws ErrnoException {
        serving.handle(info).file().fsync(serving.caller(Worker.current(), request), dataOnly != 0);
        serving.replyOk(request);
    }

    private void fallocate(long request, long node, long mode, long offset, long length, long info)
            throws ErrnoException {
        Worker worker = Worker.current();
        OpenFile file = serving.handle(info).file();
        Caller caller = serving.caller(worker, request);
        file.fallocate(caller, (int) mode, offset, length);
        serving.privileges.changedBy(worker, caller, file.node());
        serving.replyOk(request);
    }
}
