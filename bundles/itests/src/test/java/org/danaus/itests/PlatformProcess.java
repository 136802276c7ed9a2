package org.danaus.itests;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The distribution, running as a process of its own on the Java of the test. Every wait ends after a minute by failing
 * the test; closing it ends the process, by force if need be. For one thread.
 */
final class PlatformProcess implements AutoCloseable {

    private static final long WAIT_SECONDS = 60;
    private static final long POLL_MILLIS = 20;

    private final Process process;
    private final OutputStream input;
    private final Path output;
    private final Path errors;

    private PlatformProcess(Process process, Path output, Path errors) {
        this.process = process;
        this.input = process.getOutputStream();
        this.output = output;
        this.errors = errors;
    }

    /** Starts the platform on that state directory. */
    static PlatformProcess start(Path state, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (Runtime.version().feature() >= 24) {
            command.add("--enable-native-access=ALL-UNNAMED");
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.add("-Dgosh.args=--nohistory");
        command.add("-jar");
        command.add(Distribution.folder().resolve("launcher.jar").toString());
        command.add("--state");
        command.add(state.toString());
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("danaus", ".out");
        Path errors = Files.createTempFile("danaus", ".err");
        Process process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        return new PlatformProcess(process, output, errors);
    }

    /** Types one line into the shell. */
    void type(String line) throws IOException {
        input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        input.flush();
    }

    /** Ends the shell's input. */
    void endInput() throws IOException {
        input.close();
    }

    /** Sends SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** Sends SIGKILL and waits for the end. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        awaitExit();
    }

    /** Waits for the end of the process and returns its exit status. */
    int awaitExit() throws InterruptedException {
        if (!process.waitFor(WAIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the platform did not end; it said: " + output() + errors());
        }
        return process.exitValue();
    }

    /** Waits until the file is there. */
    void awaitFile(Path file) throws InterruptedException {
        await(() -> Files.exists(file), file + " to appear");
    }

    /** Waits until the kernel has a mount there. */
    void awaitMount(Path mountPoint) throws InterruptedException {
        await(
                () -> {
                    try {
                        return MountedPlatform.mountsIn(mountPoint).contains(mountPoint.toString());
                    } catch (IOException unreadable) {
                        throw new UncheckedIOException(unreadable);
                    }
                },
                mountPoint + " to be mounted");
    }

    /** Waits until the standard output holds the text. */
    void awaitOutput(String text) throws InterruptedException {
        await(() -> output().contains(text), "'" + text + "' on the standard output");
    }

    /** Waits until the standard error stream holds the text. */
    void awaitError(String text) throws InterruptedException {
        await(() -> errors().contains(text), "'" + text + "' on the standard error stream");
    }

    /** What it wrote to its standard output so far. */
    String output() {
        return read(output);
    }

    /** What it wrote to its standard error stream so far. */
    String errors() {
        return read(errors);
    }

    private void await(BooleanSupplier condition, String what) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
        while (!condition.getAsBoolean()) {
            boolean ended = process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
            if (condition.getAsBoolean()) {
                return;
            }
            if (ended || System.nanoTime() > end) {
                throw new AssertionError("waited in vain for " + what + "; the platform said: " + output() + errors());
            }
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(WAIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Files.deleteIfExists(output);
        Files.deleteIfExists(errors);
    }
}
