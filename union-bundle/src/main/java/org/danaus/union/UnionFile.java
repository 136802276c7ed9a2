package org.danaus.union;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.StampedLock;
import org.danaus.libservice.Caller;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.LockRequest;
import org.danaus.libservice.OpenFile;
import org.danaus.libservice.OpenFlags;

/** An open file. When the file is copied up, the next call goes to the copy: one comparison a call. */
final class UnionFile implements OpenFile {
    private final CopyUp copyUp;
    private final UnionNode node;
    private final int flags;
    private volatile Current current;
    /** Files of branches that hold the file no more; others may still be reading them. Guarded by this. */
    private final List<OpenFile> retired = new ArrayList<>(0);

    UnionFile(CopyUp copyUp, UnionNode node, int flags, Holder holder, OpenFile file) {
        this.copyUp = copyUp;
        this.node = node;
        this.flags = flags;
        this.current = new Current(holder, file);
        node.opened();
    }

    @Override
    public UnionNode node() {
        return node;
    }

    @Override
    public int flags() {
        return flags;
    }

    /** The open file of the branch that holds the file now. */
    OpenFile current() throws ErrnoException {
        Current now = current;
        return now.holder == node.holder ? now.file : follow();
    }

    /** Where the open file is that was used last. */
    Holder holder() {
        return current.holder;
    }

    private synchronized OpenFile follow() throws ErrnoException {
        Holder holder = node.holder;
        if (current.holder != holder) {
            OpenFile file = copyUp.open(Caller.SERVICE, holder, flags & ~(OpenFlags.TRUNC | OpenFlags.NOATIME));
            retired.add(current.file);
            current = new Current(holder, file);
        }
        return current.file;
    }

    @Override
    public int read(Caller caller, long offset, ByteBuffer target) throws ErrnoException {
        return current().read(caller, offset, target);
    }

    @Override
    public int write(Caller caller, long offset, ByteBuffer source) throws ErrnoException {
        long stamp = begin();
        try {
            return current().write(caller, offset, source);
        } finally {
            end(stamp);
        }
    }

    @Override
    public long append(Caller caller, ByteBuffer source) throws ErrnoException {
        long stamp = begin();
        try {
            return current().append(caller, source);
        } finally {
            end(stamp);
        }
    }

    @Override
    public void fallocate(Caller caller, int mode, long offset, long length) throws ErrnoException {
        long stamp = begin();
        try {
            current().fallocate(caller, mode, offset, length);
        } finally {
            end(stamp);
        }
    }

    private long begin() {
        StampedLock writing = node.writing;
        return writing == null ? 0 : writing.readLock();
    }

    private void end(long stamp) {
        if (stamp != 0) {
            node.writing.unlockRead(stamp);
        }
    }

    @Override
    public void fsync(Caller caller, boolean dataOnly) throws ErrnoException {
        current().fsync(caller, dataOnly);
    }

    @Override
    public void flush(Caller caller) throws ErrnoException {
        current().flush(caller);
    }

    @Override
    public long seek(Caller caller, long offset, boolean hole) throws ErrnoException {
        return current().seek(caller, offset, hole);
    }

    /** Copies within one layer, be it from branch to branch. */
    @Override
    public long copyRange(Caller caller, long offset, OpenFile to, long toOffset, long length) throws ErrnoException {
        UnionFile target = (UnionFile) to;
        long stamp = target.begin();
        try {
            OpenFile into = target.current();
            if (!copyUp.sameLayer(node.holder, target.node.holder)) {
                throw Errno.EOPNOTSUPP.exception();
            }
            return current().copyRange(caller, offset, into, toOffset, length);
        } finally {
            target.end(stamp);
        }
    }

    @Override
    public void lock(Caller caller, LockRequest request) throws ErrnoException {
        current().lock(caller, request);
    }

    /** Gives back what was used before the file was copied up; no operation runs. */
    synchronized void closeRetired() {
        retired.forEach(OpenFile::close);
        retired.clear();
    }

    @Override
    public void close() {
        current.file.close();
        closeRetired();
        node.closed();
    }

    private record Current(Holder holder, OpenFile file) {}
}
