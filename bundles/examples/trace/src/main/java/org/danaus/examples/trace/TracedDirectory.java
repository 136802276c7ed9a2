package org.danaus.examples.trace;

import org.danaus.libservice.Caller;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Node;
import org.danaus.libservice.OpenDirectory;

/** An open directory of the layer below whose operations are noted. */
final class TracedDirectory implements OpenDirectory {
    private final OpenDirectory below;
    private final AccessLog log;

    TracedDirectory(OpenDirectory below, AccessLog log) {
        this.below = below;
        this.log = log;
    }

    /** The open directory of the layer below. */
    OpenDirectory below() {
        return below;
    }

    @Override
    public Node node() {
        return below.node();
    }

    @Override
    public void read(Caller caller, long cookie, Sink sink) throws ErrnoException {
        long start = System.nanoTime();
        String outcome = "OK";
        try {
            below.read(caller, cookie, sink);
        } catch (ErrnoException e) {
            outcome = e.errno().name();
            throw e;
        } finally {
            log.note(caller, "read", below.node() + ", " + cookie, outcome, start);
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
    public void close() {
        below.close();
    }
}
