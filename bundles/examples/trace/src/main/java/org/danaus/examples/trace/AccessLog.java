package org.danaus.examples.trace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.danaus.libservice.Caller;

/**
 * Appends one line an operation: {@code time [uid:0,gid:0,pid:42] read (local 17, 4096, 512): 512 <0.000010>}. Requests never wait for the disk: where lines come faster
 * than they can be written, some are left out, and the log says how many. Safe for all threads.
 */
final class AccessLog implements AutoCloseable {
    private static final String END = "";

    private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(65_536);
    private final AtomicLong dropped = new AtomicLong();
    private final Writer writer;
    private final Thread thread;

    AccessLog(Path path) throws IOException {
        writer = Files.newBufferedWriter(
                path, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        thread = new Thread(this::write, "trace " + path);
        thread.setDaemon(true);
        thread.start();
    }

    /** Notes an operation that has just ended. @param start its {@link System#nanoTime()} */
    void note(Caller caller, String operation, String arguments, String outcome, long start) {
        double seconds = (System.nanoTime() - start) / 1e9;
        String line = String.format(
                Locale.ROOT,
                "%s [uid:%s,gid:%s,pid:%d] %s (%s): %s <%.6f>%n",
                Instant.now(),
                Integer.toUnsignedString(caller.uid()),
                Integer.toUnsignedString(caller.gid()),
                caller.pid(),
                operation,
                arguments,
                outcome,
                seconds);
        if (!lines.offer(line)) {
            dropped.incrementAndGet();
        }
    }

    private void write() {
        try (writer) {
            for (String line = lines.take(); !line.equals(END); line = lines.take()) {
                writer.write(line);
                long lost = dropped.getAndSet(0);
                if (lost > 0) {
                    writer.write(Instant.now() + " " + lost + " lines left out\n");
                }
                if (lines.isEmpty()) {
                    writer.flush();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes what was noted and ends. */
    @Override
    public void close() {
        try {
            lines.put(END);
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
