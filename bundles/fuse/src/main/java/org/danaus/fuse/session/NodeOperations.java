package org.danaus.fuse.session;

import org.danaus.fuse.lowlevel.EntryParam;
import org.danaus.fuse.lowlevel.LibFuse;
import org.danaus.fuse.lowlevel.Memory;
import org.danaus.fuse.lowlevel.Slot;
import org.danaus.fuse.lowlevel.Stat;
import org.danaus.fuse.lowlevel.StatVfs;
import org.danaus.libservice.AttributeChange;
import org.danaus.libservice.Caller;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Libservice;
import org.danaus.libservice.Name;
import org.danaus.libservice.Node;
import org.danaus.libservice.OpenFile;

/** The operations on names and attributes. */
final class NodeOperations {
    private static final int SETTABLE = AttributeChange.MODE
            | AttributeChange.UID
            | AttributeChange.GID
            | AttributeChange.SIZE
            | AttributeChange.ACCESS
            | AttributeChange.MODIFY
            | AttributeChange.ACCESS_NOW
            | AttributeChange.MODIFY_NOW;
    private static final long FORGET_BYTES = 16;

    private final Serving serving;
    private final LibFuse fuse;
    private final Libservice files;
    private final KnownNodes nodes;

    NodeOperations(Serving serving) {
        this.serving = serving;
        this.fuse = serving.fuse;
        this.files = serving.files;
        this.nodes = serving.nodes;
    }

    void register(Guard table) {
        table.node1(Slot.LOOKUP, this::lookup);
        table.node1(Slot.FORGET, this::forget);
        table.node1(Slot.FORGET_MULTI, this::forgetMany);
        table.node1(Slot.GETATTR, this::getattr);
        table.node1Int1(Slot.SETATTR, this::setattr);
        table.node(Slot.READLINK, this::readlink);
        table.node1Int1(Slot.MKNOD, this::mknod);
        table.node1Int(Slot.MKDIR, this::mkdir);
        table.node1(Slot.UNLINK, this::unlink);
        table.node1(Slot.RMDIR, this::rmdir);
        table.node2(Slot.SYMLINK, this::symlink);
        table.node3(Slot.RENAME, this::rename);
        table.node2(Slot.LINK, this::link);
        table.node(Slot.STATFS, this::statfs);
    }

    private void lookup(long request, long directory, long name) throws ErrnoException {
        Worker worker = Worker.current();
        Node node = files.lookup(
                serving.caller(worker, request), nodes.node(directory), component(name), worker.attributes);
        if (node != null) {
            serving.replyEntry(worker, request, node);
        } else if (serving.absenceTimeout() > 0) {
            EntryParam.set(worker.entry, 0, 0, 0, serving.absenceTimeout());
            fuse.fuse_reply_entry(request, worker.entry);
        } else {
            throw Errno.ENOENT.exception();
        }
    }

    private void forget(long request, long node, long times) {
        nodes.forget(node, times);
        fuse.fuse_reply_none(request);
    }

    private void forgetMany(long request, long count, long list) {
        for (long i = 0; i < count; i++) {
            long item = list + i * FORGET_BYTES;
            nodes.forget(Memory.AT.getLong(item), Memory.AT.getLong(item + Long.BYTES));
        }
        fuse.fuse_reply_none(request);
    }

    private void getattr(long request, long node, long file) throws ErrnoException {
        Worker worker = Worker.current();
        files.getattr(serving.caller(worker, request), nodes.node(node), worker.attributes);
        serving.replyAttributes(worker, request);
    }

    private void setattr(long request, long id, long stat, long set, long file) throws ErrnoException {
        Worker worker = Worker.current();
        Node node = nodes.node(id);
        OpenFile open = file == 0 ? null : serving.handle(file).file();
        worker.change.clear();
        Stat.read(stat, (int) set & SETTABLE, worker.change);
        Caller caller = serving.caller(worker, request);
        if (worker.change.mask == 0) {
            // A chown of nothing, or a change of data that is about to be allowed.
            serving.privileges.addToNothing(worker, caller, node);
        } else if (worker.killsPrivileges()) {
            serving.privileges.addTo(worker, caller, node);
        }
        files.setattr(caller, node, open, worker.change, worker.attributes);
        serving.replyAttributes(worker, request);
    }

    private void readlink(long request, long node) throws ErrnoException {
        Worker worker = Worker.current();
        byte[] target = files.readlink(serving.caller(worker, request), nodes.node(node));
        worker.room(target.length + 1L).put(target).put((byte) 0);
        fuse.fuse_reply_readlink(request, worker.replyAddress);
    }

    private void mknod(long request, long directory, long name, long mode, long device) throws ErrnoException {
        Worker worker = Worker.current();
        Node node = files.mknod(
                serving.caller(worker, request),
                nodes.node(directory),
                component(name),
                (int) mode,
                device,
                worker.attributes);
        serving.replyEntry(worker, request, node);
    }

    private void mkdir(long request, long directory, long name, long mode) throws ErrnoException {
        Worker worker = Worker.current();
        Node node = files.mkdir(
                serving.caller(worker, request), nodes.node(directory), component(name), (int) mode, worker.attributes);
        serving.replyEntry(worker, request, node);
    }

    private void unlink(long request, long directory, long name) throws ErrnoException {
        files.unlink(serving.caller(Worker.current(), request), nodes.node(directory), component(name));
        serving.replyOk(request);
    }

    private void rmdir(long request, long directory, long name) throws ErrnoException {
        files.rmdir(serving.caller(Worker.current(), request), nodes.node(directory), component(name));
        serving.replyOk(request);
    }

    private void symlink(long request, long target, long directory, long name) throws ErrnoException {
        Worker worker = Worker.current();
        Node node = files.symlink(
                serving.caller(worker, request),
                nodes.node(directory),
                component(name),
                Memory.string(target),
                worker.attributes);
        serving.replyEntry(worker, request, node);
    }

    private void rename(long request, long fromDirectory, long from, long toDirectory, long to) throws ErrnoException {
        files.rename(
                serving.caller(Worker.current(), request),
                nodes.node(fromDirectory),
                component(from),
                nodes.node(toDirectory),
                component(to),
                0);
        serving.replyOk(request);
    }

    private void link(long request, long id, long directory, long name) throws ErrnoException {
        Worker worker = Worker.current();
        Node node = nodes.node(id);
        files.link(serving.caller(worker, request), node, nodes.node(directory), component(name), worker.attributes);
        serving.replyEntry(worker, request, node);
    }

    private void statfs(long request, long node) throws ErrnoException {
        Worker worker = Worker.current();
        files.statfs(serving.caller(worker, request), nodes.node(node), worker.statistics);
        StatVfs.write(worker.statvfs, worker.statistics);
        fuse.fuse_reply_statfs(request, worker.statvfs);
    }

    private static Name component(long name) throws ErrnoException {
        return Name.component(Memory.string(name));
    }
}
