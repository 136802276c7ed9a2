package org.danaus.union;

import java.nio.ByteBuffer;
import org.danaus.libservice.Attributes;
import org.danaus.libservice.Caller;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Libservice;
import org.danaus.libservice.Node;
import org.danaus.libservice.OpenFile;
import org.danaus.libservice.policy.CopyUpPolicy;
import org.danaus.libservice.policy.Policy;
import org.osgi.service.component.annotations.Component;

/** Copies a file as a whole when it is first changed; holes stay holes; the union sets the size. */
@Component(property = Policy.NAME + "=" + WholeFile.NAME)
public final class WholeFile implements CopyUpPolicy {
    static final String NAME = "whole-file";

    private static final int CHUNK_BYTES = 1 << 20;
    private static final ThreadLocal<ByteBuffer> CHUNK =
            ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(CHUNK_BYTES));

    @Override
    public void copy(Caller caller, OpenFile lower, Attributes attributes, long keep, OpenFile upper)
            throws ErrnoException {
        long end = Math.min(keep, attributes.size);
        for (long data = next(caller, lower, 0, end); data < end; ) {
            long hole = Math.min(end, lower.seek(caller, data, true));
            long written = copyRange(caller, lower, data, hole, upper);
            data = written < hole ? end : next(caller, lower, hole, end);
        }
    }

    @Override
    public OpenFile open(Caller caller, Libservice branch, Node upper, Origin origin, int flags) throws ErrnoException {
        return branch.open(caller, upper, flags);
    }

    /** The next data at or after an offset, or the end if only a hole follows. */
    private static long next(Caller caller, OpenFile lower, long offset, long end) throws ErrnoException {
        if (offset >= end) {
            return end;
        }
        try {
            return lower.seek(caller, offset, false);
        } catch (ErrnoException e) {
            if (e.errno() == Errno.ENXIO) {
                return end;
            }
            throw e;
        }
    }

    /** @return where copying ended: before the end of the range only if the file is shorter than it was */
    private static long copyRange(Caller caller, OpenFile lower, long from, long to, OpenFile upper)
            throws ErrnoException {
        long at = from;
        boolean direct = true;
        while (at < to) {
            long count;
            try {
                count = direct
                        ? lower.copyRange(caller, at, upper, at, to - at)
                        : through(caller, lower, at, to, upper);
            } catch (ErrnoException e) {
                if (!direct || !mayCopyOtherwise(e.errno())) {
                    throw e;
                }
                direct = false;
                continue;
            }
            if (count == 0) {
                return at;
            }
            at += count;
        }
        return at;
    }

    private static boolean mayCopyOtherwise(Errno errno) {
        return errno == Errno.EOPNOTSUPP || errno == Errno.EXDEV || errno == Errno.EINVAL || errno == Errno.ENOSYS;
    }

    private static long through(Caller caller, OpenFile lower, long at, long to, OpenFile upper) throws ErrnoException {
        ByteBuffer chunk = CHUNK.get().clear();
        chunk.limit((int) Math.min(CHUNK_BYTES, to - at));
        int count = lower.read(caller, at, chunk);
        chunk.flip();
        long position = at;
        while (chunk.hasRemaining()) {
            int written = upper.write(caller, position, chunk);
            if (written == 0) {
                throw Errno.ENOSPC.exception();
            }
            position += written;
        }
        return count;
    }
}
