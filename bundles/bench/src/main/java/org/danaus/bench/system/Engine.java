package org.danaus.bench.system;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.danaus.bench.BenchException;
import org.danaus.control.Frame;
import org.danaus.control.Request;

/** An engine of this run's own, with its own state directory, as {@code ./danaus run --headless} starts it. */
public final class Engine {
    private static final String TENANT = "bench";
    /** The filesystem under test. */
    public static final String FILESYSTEM = TENANT + "/web";

    private static final String READY = "danaus: ready";
    private static final long START_SECONDS = 60;
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Process process;
    private final Path log;
    private final Path socket;

    private Engine(Process process, Path log, Path socket) {
        this.process = process;
        this.log = log;
        this.socket = socket;
    }

    /** Starts an engine that serves the branches as a union over local directories, and waits for the mount. */
    public static Engine start(Path root, Workspace workspace, Branches branches) throws BenchException {
        Path state = workspace.folder().resolve("state");
        Path log = workspace.folder().resolve("engine.log");
        Process process = workspace.start(new ProcessBuilder(
                        "bash",
                        root.resolve("cnf/scripts/run.sh").toString(),
                        "--state",
                        state.toString(),
                        "--headless")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile()));
        Engine engine = new Engine(process, log, state.resolve("control.sock"));
        engine.awaitReady();
        engine.command("tenant:create", TENANT);
        engine.command("fs:create", TENANT + "/lower", "--layer", "local,readonly=true," + directory(branches.lower()));
        engine.command(
                "fs:create",
                FILESYSTEM,
                "--mount",
                branches.mount().toString(),
                "--layer",
                "union,branch=/:rw,branch=@lower:ro",
                "--layer",
                "local," + directory(branches.upper()));
        return engine;
    }

    private static String directory(Path path) {
        return "directory=" + path.toString().replace("\\", "\\\\").replace(",", "\\,");
    }

    /** Process id, for profilers. */
    public long pid() {
        return process.pid();
    }

    private void awaitReady() throws BenchException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        try {
            while (!Files.readString(log).contains(READY)) {
                if (!process.isAlive() || System.nanoTime() - end > 0) {
                    throw new BenchException("the engine did not start: " + lastWords());
                }
                LockSupport.parkNanos(POLL_NANOS);
            }
        } catch (IOException e) {
            throw new BenchException("cannot read " + log + ": " + e.getMessage(), e);
        }
    }

    private String lastWords() throws IOException {
        List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
        return lines.isEmpty()
                ? "it said nothing"
                : String.join(" | ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
    }

    /**
     * Runs a command of the shell.
     *
     * @throws BenchException if its exit status is not 0, with what it said
     */
    public void command(String... words) throws BenchException {
        byte[] request = new Request(List.of(words), "/", false, 0).encode();
        StringBuilder said = new StringBuilder();
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            new Frame(Frame.REQUEST, request).write(channel);
            for (Frame frame = Frame.read(channel); frame != null; frame = Frame.read(channel)) {
                if (frame.type() == Frame.ERR) {
                    said.append(new String(frame.payload(), StandardCharsets.UTF_8));
                } else if (frame.type() == Frame.EXIT) {
                    if (frame.payload()[0] != 0) {
                        throw new BenchException(String.join(" ", words) + " failed: "
                                + said.toString().strip());
                    }
                    return;
                }
            }
        } catch (IOException e) {
            throw new BenchException("the engine does not answer at " + socket + ": " + e.getMessage(), e);
        }
        throw new BenchException("the engine went away during " + String.join(" ", words));
    }
}
