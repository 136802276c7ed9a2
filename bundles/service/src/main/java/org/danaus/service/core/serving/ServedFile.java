package org.danaus.service.core.serving;

import java.nio.ByteBuffer;
import org.danaus.libservice.Caller;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.LockRequest;
import org.danaus.libservice.Node;
import org.danaus.libservice.OpenFile;

/** An open file as front ends hold it (service open file of the Danaus paper, §4.1): stays the same object over hot swaps. */
public final class ServedFile implements OpenFile {
    final ServedFilesystem filesystem;
    private final ServedNode node;
    private final int flags;
    /** The top layer's open file; null if it could not be carried into a new stack. Written only while the gate is closed, which orders it. */
    private OpenFile inner;

    ServedFile(ServedFilesystem filesystem, ServedNode node, OpenFile inner) {
        this.filesystem = filesystem;
        this.node = node;
        this.flags = inner.flags();
        this.inner = inner;
    }

    OpenFile inner() throws ErrnoException {
        OpenFile file = inner;
        if (file == null) {
            throw Errno.EIO.exception();
        }
        return file;
    }

    /** Whether it was carried into the present stack. */
    boolean lives() {
        return inner != null;
    }

    void replace(OpenFile successor) {
        inner = successor;
    }

    @Override
    public Node node() {
        return node;
    }

    @Override
    public int flags() {
        return flags;
    }

    @Override
    public int read(Caller caller, long offset, ByteBuffer target) throws ErrnoException {
        int ticket = filesystem.gate.enter();
        try {
            return inner().read(caller, offset, target);
        } catch (RuntimeException | Error e) {
            throw filesystem.faults.answer(e);
        } finally {
            filesystem.gate.leave(ticket);
        }
    }

    @Override
    public int write(Caller caller, long offset, ByteBuffer source) throws ErrnoException {
        int ticket = filesystem.gate.enter();
        try {
            return inner().write(caller, offset, source);
        } catch (RuntimeException | Error e) {
            throw filesystem.faults.answer(e);
        } finally {
            filesystem.gate.leave(ticket);
        }
    }

    @Override
    public long append(Caller caller, ByteBuffer source) throws ErrnoException {
        int ticket = filesystem.gate.enter();
        try {
            return inner().append(caller, source);
        } catch (RuntimeException | Error e) {
            throw filesystem.faults.answer(e);
        } finally {
            filesystem.gate.leave(ticket);
        }
    }

    @Override
    public void fallocate(Caller caller, int mode, long offset, long length) throws ErrnoException {
        int ticket = filesystem.gate.enter();
        try {
            inner().fallocate(caller, mode, offset, length);
        } catch (RuntimeException | Error e) {
            throw filesystem.faults.answer(e);
        } finally {
            filesystem.gate.leave(ticket);
        }
    }

    @Override
    public void fsync(Caller caller, boolean dataOnly) throws ErrnoException {
        int ticket = filesystem.gate.enter();
        try {
            inner().fsync(caller, dataOnly);
        } catch (RuntimeException | Error e) {
            throw filesystem.faults.answer(e);
        } finally {
            filesystem.gate.leave(ticket);
        }
    }

    @Override
    public void flush(Caller caller) throws ErrnoException {
        int ticket = filesystem.gate.enter();
        try {
            inner().flush(caller);
        } catch (RuntimeException | Error e) {
            throw filesystem.faults.answer(e);
        } finally {
            filesystem.gate.leave(ticket);
        }
    }

    @Override
    public long seek(Caller caller, long offset, boolean hole) throws ErrnoException {
        int ticket = filesystem.gate.enter();
        try {
            return inner().seek(caller, offset, hole);
        } catch (RuntimeException | Error e) {
            throw filesystem.faults.answer(e);
        } finally {
            filesystem.gate.leave(ticket);
        }
    }

    @Override
    public long copyRange(Caller caller, long offset, OpenFile to, long toOffset, long length) throws ErrnoException {
        int ticket = filesystem.gate.enter();
        try {
            if (!(to instanceof ServedFile target) || target.filesystem != filesystem) {
                throw Errno.EXDEV.exception();
            }
            return inner().copyRange(caller, offset, target.inner(), toOffset, length);
        } catch (RuntimeException | Error e) {
            throw filesystem.faults.answer(e);
        } finally {
            filesystem.gate.leave(ticket);
        }
    }

    @Override
    public void lock(Caller caller, LockRequest request) throws ErrnoException {
        int ticket = filesystem.gate.enter();
        try {
            inner().lock(caller, request);
        } catch (RuntimeException | Error e) {
            throw filesystem.faults.answer(e);
        } finally {
            filesystem.gate.leave(ticket);
        }
    }

    /** Never fails; while no operation can run, it is put off. */
    @Override
    public void close() {
        try {
            int ticket = filesystem.gate.enter();
            try {
                filesystem.files.remove(this);
                if (inner != null) {
                    inner.close();
                }
            } finally {
                filesystem.gate.leave(ticket);
            }
        } catch (ErrnoException e) {
            filesystem.closeLater(this::close);
        } catch (RuntimeException | Error e) {
            filesystem.faults.note(e);
        }
    }
}
