package org.danaus.union;

import java.nio.ByteBuffer;
import org.danaus.libservice.Caller;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Node;
import org.danaus.libservice.OpenFile;

/** A file of one layer, for somebody who copies it into another: it cannot be copied by the layer itself. */
final class ForeignFile implements OpenFile {
    private final OpenFile file;

    ForeignFile(OpenFile file) {
        this.file = file;
    }

    @Override
    public Node node() {
        return file.node();
    }

    @Override
    public int flags() {
        return file.flags();
    }

    @Override
    public int read(Caller caller, long offset, ByteBuffer target) throws ErrnoException {
        return file.read(caller, offset, target);
    }

    @Override
    public int write(Caller caller, long offset, ByteBuffer source) throws ErrnoException {
        return file.write(caller, offset, source);
    }

    @Override
    public long append(Caller caller, ByteBuffer source) throws ErrnoException {
        return file.append(caller, source);
    }

    @Override
    public void fallocate(Caller caller, int mode, long offset, long length) throws ErrnoException {
        file.fallocate(caller, mode, offset, length);
    }

    @Override
    public void fsync(Caller caller, boolean dataOnly) throws ErrnoException {
        file.fsync(caller, dataOnly);
    }

    @Override
    public void flush(Caller caller) throws ErrnoException {
        file.flush(caller);
    }

    @Override
    public long seek(Caller caller, long offset, boolean hole) throws ErrnoException {
        return file.seek(caller, offset, hole);
    }

    @Override
    public void close() {
        file.close();
    }
}
