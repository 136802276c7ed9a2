package org.danaus.bench;

import java.util.concurrent.TimeUnit;

/** Tells a person how far a run is: on a terminal one line that changes, elsewhere one line for each stage. */
final class Progress {
    private static final String CLEAR_LINE = "\r\033[K";

    private final boolean terminal = System.console() != null;
    private final String title;
    private final long started = System.nanoTime();
    private long stepsStarted;
    private int done;

    Progress(String title) {
        this.title = title;
    }

    /** A stage begins. */
    void stage(String what) {
        clear();
        System.err.printf("danaus: %s: %4.0f s: %s%n", title, elapsed(), what);
    }

    /** A step of many begins. @param total how many there are; 0 if nobody knows */
    void step(String what, int total) {
        if (done == 0) {
            stepsStarted = System.nanoTime();
        }
        if (terminal) {
            double seconds = (System.nanoTime() - stepsStarted) / (double) TimeUnit.SECONDS.toNanos(1);
            double rate = done / Math.max(seconds, 1e-3);
            String left = done == 0 ? "" : String.format(", %.1f/s, %.0f s left", rate, (total - done) / rate);
            System.err.printf("%s%d of %d%s: %s", CLEAR_LINE, done + 1, total, left, what);
        }
        done++;
    }

    /** Seconds since the beginning. */
    double elapsed() {
        return (System.nanoTime() - started) / (double) TimeUnit.SECONDS.toNanos(1);
    }

    /** Leaves an empty line for other output. */
    void clear() {
        if (terminal) {
            System.err.print(CLEAR_LINE);
        }
    }
}
