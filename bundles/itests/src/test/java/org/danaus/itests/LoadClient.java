package org.danaus.itests;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Programs at work on a mount, as a process of their own: the process that serves a mount must never touch it. Talks to
 * {@code load.py} by pipes; every wait ends after two minutes by failing the test. For one thread.
 */
final class LoadClient implements AutoCloseable {

    private static final long WAIT_SECONDS = 120;
    private static final int EXISTING_FILES = 50;
    private static final int EXISTING_BYTES = 20_000;
    private static final String END = "(the load has ended)";

    private final Process process;
    private final Writer commands;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final Path script;

    /**
     * What was done.
     *
     * @param operations how many
     * @param failures one text each; empty if nothing failed and nothing was lost
     * @param longestMillis the longest operation, waits for locks apart
     * @param workers operations by worker
     * @param files SHA-256 by path below the directory of the load, of what must be there in the end
     */
    record Report(
            long operations,
            List<String> failures,
            double longestMillis,
            Map<String, Long> workers,
            Map<String, String> files) {}

    private LoadClient(Process process, Path script) {
        this.process = process;
        this.script = script;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(this::readAnswers, "load answers");
        reader.setDaemon(true);
        reader.start();
    }

    /** Fills the load's directory in a backing directory with the files that it wants to find. */
    static void prepare(Path load) throws IOException {
        Files.createDirectories(load.resolve("existing"));
        for (int i = 0; i < EXISTING_FILES; i++) {
            byte[] content = new byte[EXISTING_BYTES];
            Arrays.fill(content, (byte) i);
            Files.write(load.resolve("existing/" + i), content);
        }
    }

    /** Starts the load in the directory {@code load} of the mount and waits until all of it is at work. */
    static LoadClient start(Path mount) throws IOException, InterruptedException {
        Path script = Files.createTempFile("load", ".py");
        try (InputStream source = LoadClient.class.getResourceAsStream("load.py")) {
            Files.copy(source, script, StandardCopyOption.REPLACE_EXISTING);
        }
        Process process = new ProcessBuilder("python3", script.toString(), mount + "/load")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        LoadClient client = new LoadClient(process, script);
        client.expect("ready");
        return client;
    }

    /** Tells the load that the stack is about to change. */
    void tick() throws IOException, InterruptedException {
        commands.write("tick\n");
        commands.flush();
        expect("tick");
    }

    /** Ends the load. */
    Report stop() throws IOException, InterruptedException {
        commands.write("stop\n");
        commands.flush();
        return new ObjectMapper().convertValue(new ObjectMapper().readTree(answer()), Report.class);
    }

    private void expect(String text) throws InterruptedException {
        String answer = answer();
        if (!answer.equals(text)) {
            throw new AssertionError("the load says '" + answer + "' in place of '" + text + "'");
        }
    }

    private String answer() throws InterruptedException {
        String answer = answers.poll(WAIT_SECONDS, TimeUnit.SECONDS);
        if (answer == null) {
            throw new AssertionError("the load does not answer");
        }
        return answer;
    }

    private void readAnswers() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                answers.add(line);
            }
        } catch (IOException e) {
            answers.add(e.toString());
        }
        answers.add(END);
    }

    /** Ends the processes, by force if need be. */
    @Override
    public void close() throws IOException {
        List<ProcessHandle> workers = process.descendants().toList();
        process.destroyForcibly();
        workers.forEach(ProcessHandle::destroyForcibly);
        Files.deleteIfExists(script);
    }
}
