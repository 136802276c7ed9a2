package org.danaus.itests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of the host at work on a mount, which the test must not touch itself. Ends by force when closed. For one thread. */
final class Command implements AutoCloseable {

    private static final long WAIT_SECONDS = 60;

    private final List<String> words;
    private final Path output;
    private final Process process;

    private Command(List<String> words, Path output, Process process) {
        this.words = words;
        this.output = output;
        this.process = process;
    }

    /** Starts a program. */
    static Command start(String... words) throws IOException {
        Path output = Files.createTempFile("command", ".out");
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new Command(List.of(words), output, process);
    }

    /** Runs a program to its end. @return its exit status and what it printed, such as {@code 0: text} */
    static String run(String... words) throws IOException, InterruptedException {
        try (Command command = start(words)) {
            return command.result();
        }
    }

    /** Types a line into its standard input. */
    void type(String line) throws IOException {
        process.outputWriter().append(line).append('\n').flush();
    }

    /** Waits until it has printed a text. */
    void awaitOutput(String text) throws Exception {
        Until.holds(words + " prints " + text, () -> Files.readString(output).contains(text));
    }

    /** Waits until it waits for a filesystem that a process serves. */
    void awaitHeldUp() throws Exception {
        Path place = Path.of("/proc", Long.toString(process.pid()), "wchan");
        Until.holds(words + " waits for the filesystem", () -> {
            String where = process.isAlive() ? Files.readString(place) : "";
            return where.contains("request_wait_answer") || where.contains("fuse");
        });
    }

    boolean isRunning() {
        return process.isAlive();
    }

    /** Waits for its end. @return its exit status and what it printed, such as {@code 0: text} */
    String result() throws IOException, InterruptedException {
        if (!process.waitFor(WAIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError(words + " does not end; it said: " + Files.readString(output));
        }
        return process.exitValue() + ": " + Files.readString(output).strip();
    }

    @Override
    public void close() throws IOException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        Files.deleteIfExists(output);
    }
}
