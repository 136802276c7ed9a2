package org.danaus.service.core.serving;

import org.danaus.libservice.Caller;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Node;
import org.danaus.libservice.OpenDirectory;

/** An open directory as front ends hold it: stays the same object, and its cookies stay good, over hot swaps. */
public final class ServedDirectory implements OpenDirectory {
    private final ServedFilesystem filesystem;
    private final ServedNode node;
    /** The top layer's open directory; null if it could not be carried into a new stack. Written only while the gate is closed, which orders it. */
    private OpenDirectory inner;

    ServedDirectory(ServedFilesystem filesystem, ServedNode node, OpenDirectory inner) {
        this.filesystem = filesystem;
        this.node = node;
        this.inner = inner;
    }

    OpenDirectory inner() throws ErrnoException {
        OpenDirectory directory = inner;
        if (directory == null) {
            throw Errno.EIO.exception();
        }
        return directory;
    }

    /** Whether it was carried into the present stack. */
    boolean lives() {
        return inner != null;
    }

    void replace(OpenDirectory successor) {
        inner = successor;
    }

    @Override
    public Node node() {
        return node;
    }

    @Override
    public void read(Caller caller, long cookie, Sink sink) throws ErrnoException {
        int ticket = filesystem.gate.enter();
        try {
            inner().read(caller, cookie, sink);
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

    /** Never fails; while no operation can run, it is put off. */
    @Override
    public void close() {
        try {
            int ticket = filesystem.gate.enter();
            try {
                filesystem.directories.remove(this);
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
