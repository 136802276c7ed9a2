package org.danaus.service.core.serving;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what no layer should let out into EIO, and logs it, at most once in ten seconds. Safe for all threads. */
final class Faults {
    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);
    private static final long INTERVAL = TimeUnit.SECONDS.toNanos(10);

    private final String filesystem;
    private final AtomicLong quietUntil = new AtomicLong(System.nanoTime() - INTERVAL);
    private final AtomicLong unsaid = new AtomicLong();

    Faults(String filesystem) {
        this.filesystem = filesystem;
    }

    /** The error to answer. */
    ErrnoException answer(Throwable fault) {
        note(fault);
        return (fault instanceof OutOfMemoryError ? Errno.ENOMEM : Errno.EIO).exception();
    }

    /** Logs it, for want of somebody to answer. */
    void note(Throwable fault) {
        long now = System.nanoTime();
        long until = quietUntil.get();
        if (now - until >= 0 && quietUntil.compareAndSet(until, now + INTERVAL)) {
            LOG.error(
                    "{}: a layer failed unexpectedly, whoever asked is answered EIO ({} more since the last report)",
                    filesystem,
                    unsaid.getAndSet(0),
                    fault);
        } else {
            unsaid.incrementAndGet();
        }
    }
}
