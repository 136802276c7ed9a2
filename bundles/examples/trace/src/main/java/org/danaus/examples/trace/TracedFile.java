package org.danaus.examples.trace;

import java.nio.ByteBuffer;
import org.danaus.libservice.Caller;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.LockRequest;
import org.danaus.libservice.Node;
import org.danaus.libservice.OpenFile;

/** An open file of the layer below whose operations are noted. */
final class TracedFile implements OpenFile {
    private final OpenFile below;
    private final AccessLog log;

    TracedFile(OpenFile below, AccessLog log) {
        this.below = below;
        this.log = log;
    }

    /** The open file of the layer below; null for null. */
    static OpenFile below(OpenFile file) {
        return file == null ? null : ((TracedFile) file).below;
    }

    @Override
    public Node node() {
        return below.node();
    }

    @Override
    public int flags() {
        return below.flags();
    }

    @Override
    public int read(Caller caller, long offset, ByteBuffer target) throws ErrnoException {
        String arguments = below.node() + ", " + offset + ", " + target.remaining();
        long start = System.nanoTime();
        String outcome = "";
        try {
            int answer = below.read(caller, offset, target);
            outcome = String.valueOf(answer);
            return answer;
        } catch (ErrnoException e) {
            outcome = e.errno().name();
            throw e;
        } finally {
            log.note(caller, "read", arguments, outcome, start);
        }
    }

    @Override
    public int write(Caller caller, long offset, ByteBuffer source) throws ErrnoException {
        String arguments = below.node() + ", " + offset + ", " + source.remaining();
        long start = System.nanoTime();
        String outcome = "";
        try {
            int answer = below.write(caller, offset, source);
            outcome = String.valueOf(answer);
            return answer;
        } catch (ErrnoException e) {
            outcome = e.errno().name();
            throw e;
        } finally {
            log.note(caller, "write", arguments, outcome, start);
        }
    }

    @Override
    public long append(Caller caller, ByteBuffer source) throws ErrnoException {
        String arguments = below.node() + ", " + source.remaining();
        long start = System.nanoTime();
        String outcome = "";
        try {
            long answer = below.append(caller, source);
            outcome = String.valueOf(answer);
            return answer;
        } catch (ErrnoException e) {
            outcome = e.errno().name();
            throw e;
        } finally {
            log.note(caller, "append", arguments, outcome, start);
        }
    }

    @Override
    public void fallocate(Caller caller, int mode, long offset, long length) throws ErrnoException {
        long start = System.nanoTime();
        String outcome = "OK";
        try {
            below.fallocate(caller, mode, offset, length);
        } catch (ErrnoException e) {
            outcome = e.errno().name();
            throw e;
        } finally {
            log.note(caller, "fallocate", below.node() + ", " + mode + ", " + offset + ", " + length, outcome, start);
        }
    }

    @Override
    public void fsync(Caller caller, boolean dataOnly) throws ErrnoException {
        long start = System.nanoTime();
        String outcome = "OK";
        try {
            below.fsync(caller, dataOnly);
        } catch (ErrnoException e) {
            outcome = e.errno().name();
            throw e;
        } finally {
            log.note(caller, "fsync", String.valueOf(below.node()), outcome, start);
        }
    }

    @Override
    public void flush(Caller caller) throws ErrnoException {
        long start = System.nanoTime();
        String outcome = "OK";
        try {
            below.flush(caller);
        } catch (ErrnoException e) {
            outcome = e.errno().name();
            throw e;
        } finally {
            log.note(caller, "flush", String.valueOf(below.node()), outcome, start);
        }
    }

    @Override
    public long seek(Caller caller, long offset, boolean hole) throws ErrnoException {
        long start = System.nanoTime();
        String outcome = "";
        try {
            long answer = below.seek(caller, offset, hole);
            outcome = String.valueOf(answer);
            return answer;
        } catch (ErrnoException e) {
            outcome = e.errno().name();
            throw e;
        } finally {
            log.note(caller, "seek", below.node() + ", " + offset + (hole ? ", hole" : ", data"), outcome, start);
        }
    }

    @Override
    public long copyRange(Caller caller, long offset, OpenFile to, long toOffset, long length) throws ErrnoException {
        long start = System.nanoTime();
        String outcome = "";
        try {
            long answer = below.copyRange(caller, offset, below(to), toOffset, length);
            outcome = String.valueOf(answer);
            return answer;
        } catch (ErrnoException e) {
            outcome = e.errno().name();
            throw e;
        } finally {
            log.note(
                    caller,
                    "copyRange",
                    below.node() + ", " + offset + ", " + to.node() + ", " + toOffset + ", " + length,
                    outcome,
                    start);
        }
    }

    @Override
    public void lock(Caller caller, LockRequest request) throws ErrnoException {
        long start = System.nanoTime();
        String outcome = "OK";
        try {
            below.lock(caller, request);
        } catch (ErrnoException e) {
            outcome = e.errno().name();
            throw e;
        } finally {
            log.note(caller, "lock", below.node() + ", " + request, outcome, start);
        }
    }

    @Override
    public void close() {
        below.close();
    }
}
