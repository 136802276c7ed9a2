package org.danaus.fuse.session;

import org.danaus.fuse.lowlevel.EntryParam;
import org.danaus.fuse.lowlevel.FileInfo;
import org.danaus.fuse.lowlevel.LibFuse;
import org.danaus.fuse.lowlevel.Stat;
import org.danaus.libservice.Caller;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Libservice;
import org.danaus.libservice.LockRequest.Kind;
import org.danaus.libservice.Node;
import org.danaus.libservice.OpenDirectory;
import org.danaus.libservice.OpenFile;
import org.danaus.libservice.Traits.Coherence;
import org.danaus.service.Filesystem;

/** What the operations of one mount share: the filesystem, what the kernel knows of it, and how answers are made. */
final class Serving {
    /** Seconds for which the kernel may hold what nobody else changes, or what it will be told of. */
    private static final double LONG = 86_400;

    private static final double SHORT = 1;

    final LibFuse fuse;
    final Filesystem filesystem;
    final Libservice files;
    final KnownNodes nodes;
    final Privileges privileges;
    final SlotTable<Handle> handles = new SlotTable<>();
    private volatile boolean dropsEntries;

    Serving(LibFuse fuse, Filesystem filesystem) {
        this.fuse = fuse;
        this.filesystem = filesystem;
        this.files = filesystem.files();
        this.nodes = new KnownNodes(files.root());
        this.privileges = new Privileges(files);
    }

    /** On whose behalf a request is. */
    Caller caller(Worker worker, long request) {
        return worker.callers.of(fuse.fuse_req_ctx(request));
    }

    /** Seconds for which the kernel may hold attributes. */
    double timeout() {
        return holdsPages() ? LONG : 0;
    }

    /** Seconds for which the kernel may hold an entry. A kernel that cannot be told to drop all entries must ask again soon. */
    double entryTimeout() {
        return dropsEntries ? timeout() : Math.min(timeout(), SHORT);
    }

    /** Seconds for which the kernel may hold that there is no entry; 0 for not at all. */
    double absenceTimeout() {
        return dropsEntries ? timeout() : 0;
    }

    /** Whether the kernel drops all entries when told. Before the first request. */
    void dropsEntries(boolean can) {
        dropsEntries = can;
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
        EntryParam.set(worker.entry, known.id, known.generation, timeout(), entryTimeout());
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

    /** Whether no file or directory is open. */
    boolean isIdle() {
        return handles.isEmpty();
    }

    /** Gives back what the kernel left open, with the locks taken through it. */
    void closeHandles() {
        handles.forEach(handle -> release(Caller.SERVICE, handle));
    }

    /** Closes a file or directory, and gives up the locks that its open file holds: flocks, and OFD locks, of which the kernel does not tell. */
    void release(Caller caller, Handle handle) {
        Long flockOwner = handle.flockOwner();
        if (flockOwner != null) {
            unlock(caller, handle, Kind.FLOCK, flockOwner);
        }
        for (long owner : handle.lockOwners()) {
            unlock(caller, handle, Kind.POSIX, owner);
        }
        handle.close();
    }

    private void unlock(Caller caller, Handle handle, Kind kind, long owner) {
        OpenFile file = handle.lockedFile();
        filesystem.locks().release(caller, file.node(), file, kind, owner);
    }
}
