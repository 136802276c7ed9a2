package org.danaus.bench.system;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.danaus.bench.BenchException;

/**
 * A directory for the time of one run, and all processes and mounts that belong to it. Closing it, which the end of the
 * JVM does too, ends the processes, unmounts what is mounted beneath the directory and removes it.
 */
public final class Workspace implements AutoCloseable {
    /** What is said when the run is stopped from outside. */
    public static final String STOPPED = "stopped; nothing is left behind";

    private static final long STOP_SECONDS = 15;
    private static final Path DISK = Path.of("/var/tmp");

    private final Path folder;
    private final Thread hook = new Thread(this::clean, "bench-clean");
    /** Guarded by itself. */
    private final List<Process> processes = new ArrayList<>();
    /** Guarded by {@link #processes}: set once nothing more may be started. */
    private boolean ending;

    private Workspace(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes one.
     *
     * @param parent where; null for memory (a tmpfs of its own), so that the disk's share is left out
     */
    public static Workspace make(Path parent) throws BenchException {
        Path where = parent == null ? DISK : parent;
        if (!Files.isDirectory(where)) {
            throw new BenchException("there is no directory " + where + "; name another one with --in DIR");
        }
        Workspace workspace;
        try {
            workspace = new Workspace(
                    Files.createTempDirectory(where, "danaus-bench.").toRealPath());
        } catch (IOException e) {
            throw new BenchException(
                    "cannot make a directory in " + where + ": " + e.getMessage() + "; name another one with --in DIR",
                    e);
        }
        Runtime.getRuntime().addShutdownHook(workspace.hook);
        if (parent == null) {
            workspace.mountMemory();
        }
        return workspace;
    }

    private void mountMemory() throws BenchException {
        Process mount =
                start(new ProcessBuilder("mount", "-t", "tmpfs", "-o", "mode=0755", "danaus-bench", folder.toString())
                        .inheritIO());
        try {
            if (!mount.waitFor(STOP_SECONDS, TimeUnit.SECONDS) || mount.exitValue() != 0) {
                throw new BenchException("cannot mount a tmpfs at " + folder + "; name a directory with --in DIR");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }

    /** Its path. */
    public Path folder() {
        return folder;
    }

    /** Starts a process that ends with the workspace at the latest. */
    public Process start(ProcessBuilder command) throws BenchException {
        synchronized (processes) {
            if (ending) {
                throw new BenchException(STOPPED);
            }
            try {
                processes.removeIf(process -> !process.isAlive());
                Process process = command.start();
                processes.add(process);
                return process;
            } catch (IOException e) {
                throw new BenchException("cannot run " + command.command().get(0) + ": " + e.getMessage(), e);
            }
        }
    }

    /** Whether it is being closed, so that processes end before their time. */
    public boolean isEnding() {
        synchronized (processes) {
            return ending;
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException goingDown) {
            // The hook cleans.
            return;
        }
        clean();
    }

    private void clean() {
        stopProcesses();
        try {
            List<Path> mounts = new ArrayList<>(Mounts.beneath(folder));
            Collections.reverse(mounts);
            for (Path mount : mounts) {
                Process umount = new ProcessBuilder("umount", "-l", mount.toString())
                        .inheritIO()
                        .start();
                umount.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
            }
            if (!Mounts.beneath(folder).isEmpty()) {
                System.err.println("danaus: bench: " + Mounts.beneath(folder)
                        + " is still mounted; unmount it and remove " + folder);
                return;
            }
            delete();
        } catch (IOException e) {
            System.err.println("danaus: bench: cannot remove " + folder + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stopProcesses() {
        List<Process> last;
        synchronized (processes) {
            ending = true;
            last = List.copyOf(processes);
        }
        last.forEach(Process::destroy);
        for (Process process : last) {
            try {
                if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void delete() throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
