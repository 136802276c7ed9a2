package org.danaus.local;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.danaus.libservice.ChangeListener;
import org.danaus.libservice.CompositionException;
import org.danaus.libservice.Libservice;
import org.danaus.libservice.LibserviceContext;

/** A directory of this machine for one test, and backends on it as the service makes them. */
final class Host implements LibserviceContext, AutoCloseable {
    /** A filesystem on a disk, ext4 on most machines. */
    static final Path DISK = Path.of("/var/tmp");
    /** A filesystem in memory. */
    static final Path MEMORY = Path.of("/dev/shm");

    private final ScheduledExecutorService background = Executors.newSingleThreadScheduledExecutor();
    private final Path directory;
    private String filesystem = "test/local";

    Host(Path base) throws IOException {
        directory = Files.createTempDirectory(base, "danaus-local-");
    }

    Path directory() {
        return directory;
    }

    Path path(String name) {
        return directory.resolve(name);
    }

    Libservice local() throws CompositionException {
        return local(Map.of());
    }

    Libservice local(Map<String, Object> options) throws CompositionException {
        Map<String, Object> all = new HashMap<>(
                Map.of("directory", directory.toString(), "readonly", false, "shared", false, "descriptors", 4096));
        all.putAll(options);
        return new LocalFactory().create(this, all);
    }

    /** The context of another filesystem on the same machine. */
    void rename(String name) {
        filesystem = name;
    }

    /** What a command prints. */
    static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException(String.join(" ", command) + ": " + output);
        }
        return output.strip();
    }

    static int unix(Path path, String attribute) throws IOException {
        return (int) Files.getAttribute(path, "unix:" + attribute, LinkOption.NOFOLLOW_LINKS);
    }

    static long unixLong(Path path, String attribute) throws IOException {
        return (long) Files.getAttribute(path, "unix:" + attribute, LinkOption.NOFOLLOW_LINKS);
    }

    /** How many descriptors this process has open on files: what the JVM and child processes have is not counted. */
    static int openDescriptors() throws IOException {
        return openDescriptors("");
    }

    /** How many descriptors this process has open on files whose path ends so. */
    static int openDescriptors(String suffix) throws IOException {
        int count = 0;
        for (File descriptor : new File("/proc/self/fd").listFiles()) {
            try {
                String target = Files.readSymbolicLink(descriptor.toPath()).toString();
                boolean file = target.startsWith("/") && !target.endsWith(".jar") && !target.startsWith("/proc/");
                count += file && target.endsWith(suffix) ? 1 : 0;
            } catch (NoSuchFileException e) {
                // Closed since it was listed.
                continue;
            }
        }
        return count;
    }

    @Override
    public String filesystem() {
        return filesystem;
    }

    @Override
    public Libservice below() throws CompositionException {
        throw new CompositionException("nothing below");
    }

    @Override
    public Libservice stack(String name) throws CompositionException {
        throw new CompositionException("no stack " + name);
    }

    @Override
    public ChangeListener above() {
        throw new UnsupportedOperationException("a backend on a directory tells of no change");
    }

    @Override
    public ScheduledExecutorService background() {
        return background;
    }

    @Override
    public Path stateDirectory() {
        return directory;
    }

    @Override
    public void close() throws IOException {
        background.shutdownNow();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
