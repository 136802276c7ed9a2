package org.danaus.bench.system;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.danaus.bench.BenchException;

/** Another union filesystem, mounted by a command of the host with the options that are its own defaults. */
public enum Peer {
    /** The FUSE filesystem of that name. */
    UNIONFS_FUSE("unionfs-fuse", "unionfs") {
        @Override
        List<String> command(Branches branches) {
            return List.of(
                    "unionfs",
                    "-o",
                    "cow",
                    branches.upper() + "=RW:" + branches.lower() + "=RO",
                    branches.mount().toString());
        }
    },
    /** The FUSE filesystem of that name. */
    FUSE_OVERLAYFS("fuse-overlayfs", "fuse-overlayfs") {
        @Override
        List<String> command(Branches branches) {
            return List.of(
                    "fuse-overlayfs",
                    "-o",
                    overlayOptions(branches),
                    branches.mount().toString());
        }
    },
    /** The kernel's own. */
    OVERLAYFS("overlayfs", "mount") {
        @Override
        List<String> command(Branches branches) {
            return List.of(
                    "mount",
                    "-t",
                    "overlay",
                    "danaus-bench",
                    "-o",
                    overlayOptions(branches),
                    branches.mount().toString());
        }
    };

    private static final long PATIENCE_SECONDS = 20;

    private final String title;
    private final String program;

    Peer(String title, String program) {
        this.title = title;
        this.program = program;
    }

    abstract List<String> command(Branches branches);

    /** As results name it. */
    public String title() {
        return title;
    }

    /** Mounts it. @throws BenchException with the reason why it cannot be had here */
    public MountedSystem mount(Workspace workspace, Branches branches) throws BenchException {
        if (!installed()) {
            throw new BenchException("the program " + program + " is not installed (Debian package " + title + ")");
        }
        List<String> command = command(branches);
        Path said = branches.folder().resolve("said");
        Process process = workspace.start(
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()));
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    || process.exitValue() != 0
                    || !Mounts.has(branches.mount())) {
                throw new BenchException(String.join(" ", command) + " failed: "
                        + Files.readString(said, StandardCharsets.UTF_8).strip());
            }
        } catch (IOException e) {
            throw new BenchException(String.join(" ", command) + " failed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
        String folder = branches.folder().getParent().toString() + "/";
        return new MountedSystem(title, branches, String.join(" ", command).replace(folder, ""));
    }

    private boolean installed() {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }

    private static String overlayOptions(Branches branches) {
        return "lowerdir=" + branches.lower() + ",upperdir=" + branches.upper() + ",workdir=" + branches.work();
    }
}
