package org.danaus.fuse.session;

import org.danaus.fuse.lowlevel.EntryParam;
import org.danaus.fuse.lowlevel.FileInfo;
import org.danaus.fuse.lowlevel.LibFuse;
import org.danaus.fuse.lowlevel.Stat;
import org.danaus.libservice.AttributeChange;
import org.danaus.libservice.Attributes;
import org.danaus.libservice.Caller;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Libservice;
import org.danaus.libservice.Mode;
import org.danaus.libservice.Node;
import org.danaus.libservice.OpenDirectory;
import org.danaus.libservice.OpenFile;
import org.danaus.libservice.Traits.Coherence;
import org.danaus.service.Filesystem;

/** What the operations of one mount share: the filesystem, what the kernel knows of it, and how answers are made. */
final class Serving {
    /** Seconds for which the kernel may hold what nobody else changes, or what it will be told of. */
    private static final double LONG = 86_400;

    final LibFuse fuse;
    final Filesystem filesystem;
    final Libservice files;
    final KnownNodes nodes;
    final SlotTable<Handle> handles = new SlotTable<>();

    Serving(LibFuse fuse, Filesystem filesystem) {
        this.fuse = fuse;
        this.filesystem = filesystem;
        this.files = filesystem.files();
        this.nodes = new KnownNodes(files.root());
    }

    /** On whose behalf a request is. */
    Caller caller(Worker worker, long request) {
        return worker.callers.of(fuse.fuse_req_ctx(request));
    }

    /** Seconds for which the kernel may hold attributes and entries. */
    double timeout() {
        return holdsPages() ? LONG : 0;
    }

    /** Whether the kernel may hold pages from one open to the next. */
    boolean holdsPages() {
        return files.traits().coherence() != Coherence.ASK;
    }

    /** Answers a node and the worker's attributes. */
    void replyEntry(Worker worker, long request, Node node) {
        KnownNode known = fillEntry(worker, node);
        if (fuse.fuse_reply_entry(request, worker.entry) < 0) {
            nodes.forget(known.id, 1);
        }
    }

    /** Tells the kernel of a node, in the worker's entry, with the worker's attributes. */
    KnownNode fillEntry(Worker worker, Node node) {
        KnownNode known = nodes.tell(node);
        EntryParam.set(worker.entry, known.id, known.generation, timeout());
        Stat.write(worker.stat(), worker.attributes);
        return known;
    }

    /** Answers the worker's attributes. */
    void replyAttributes(Worker worker, long request) {
        Stat.write(worker.stat(), worker.attributes);
        fuse.fuse_reply_attr(request, worker.stat(), timeout());
    }

    void replyOk(long request) {
        fuse.fuse_reply_err(request, 0);
    }

    /** The handle of an open file or directory. @throws ErrnoException EBADF if there is none */
    Handle handle(long file) throws ErrnoException {
        return byNumber(FileInfo.handle(file));
    }

    /** The handle of a number. @throws ErrnoException EBADF if there is none */
    Handle byNumber(long number) throws ErrnoException {
        Handle handle = handles.get(number);
        if (handle == null) {
            throw Errno.EBADF.exception();
        }
        return handle;
    }

    /** Takes the handle of a released file or directory away. */
    Handle released(long file) throws ErrnoException {
        Handle handle = handles.remove(FileInfo.handle(file));
        if (handle == null) {
            throw Errno.EBADF.exception();
        }
        return handle;
    }

    long keep(OpenFile file) {
        return handles.add(new Handle(file));
    }

    long keep(OpenDirectory directory) {
        return handles.add(new Handle(directory));
    }

    /** The kernel never took a file or directory that was opened for it. */
    void unopen(long number) {
        Handle handle = handles.remove(number);
        if (handle != null) {
            handle.close();
        }
    }

    /** How many files and directories are open. */
    int openHandles() {
        return handles.size();
    }

    /** Gives back what the kernel left open. */
    void closeHandles() {
        handles.forEach(Handle::close);
    }

    /** Somebody unprivileged has changed a file's data: the set-user-id bit goes, and the set-group-id bit if the group may execute it. */
    void dropPrivileges(Worker worker, Node node) throws ErrnoException {
        Attributes attributes = worker.attributes;
        files.getattr(Caller.SERVICE, node, attributes);
        int mode = attributes.mode & Mode.PERMISSIONS & ~Mode.SETUID;
        if ((mode & 010) != 0) {
            mode &= ~Mode.SETGID;
        }
        if (mode != (attributes.mode & Mode.PERMISSIONS)) {
            worker.change.clear();
            worker.change.mask = AttributeChange.MODE;
            worker.change.mode = mode;
            files.setattr(Caller.SERVICE, node, null, worker.change, attributes);
        }
    }
}
