package org.danaus.itests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The distribution as a process, serving filesystems that are mounted in a folder of their own, which every user may search. Filesystems are told of before the start. Closing it ends
 * the process, fails if a mount is left, and removes the folder. For one thread.
 */
final class MountedPlatform implements AutoCloseable {

    private static final String TENANT = "behaviour";

    private final Path folder;
    private final List<Path> mounts = new ArrayList<>();
    private PlatformProcess process;

    /** A folder without filesystems, on the disk of the host. */
    MountedPlatform() throws IOException {
        folder = Files.createTempDirectory(Path.of("/var/tmp"), "danaus-behaviour");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        directory("state/bundles");
    }

    /** A directory in the folder, made if it is not there. */
    Path directory(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    /** Describes a filesystem that others use. */
    void filesystem(String name, String... layers) throws IOException {
        configure(name, "", layers);
    }

    /** Describes a filesystem and where it is to be mounted. @return the mount point */
    Path mounted(String name, String... layers) throws IOException {
        Path mountPoint = directory("mnt-" + name);
        configure(name, "mount=\"" + mountPoint + "\"\nmount.options=[\"suid=true\",\"dev=true\"]\n", layers);
        mounts.add(mountPoint);
        return mountPoint;
    }

    private void configure(String name, String mount, String... layers) throws IOException {
        String quoted = Stream.of(layers).map(layer -> '"' + layer + '"').collect(Collectors.joining(","));
        Files.writeString(
                folder.resolve("state/bundles/org.danaus.filesystem-" + name + ".config"),
                "tenant=\"" + TENANT + "\"\nname=\"" + name + "\"\nlayers=[" + quoted + "]\n" + mount);
    }

    /** Starts the process, and waits until all is mounted. */
    void start() throws IOException, InterruptedException {
        process = PlatformProcess.start(folder.resolve("state"), "--headless");
        for (Path mount : mounts) {
            process.awaitMount(mount);
        }
    }

    @Override
    public void close() throws IOException {
        if (process != null) {
            process.close();
        }
        List<String> left = mountsIn(folder);
        if (!left.isEmpty()) {
            throw new AssertionError("these mounts are left: " + left);
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** The mounts of the host below a folder, as the kernel lists them: nobody who serves one is asked. */
    static List<String> mountsIn(Path folder) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/mounts"), StandardCharsets.ISO_8859_1)) {
            return lines.map(line -> line.split(" ", 3)[1])
                    .filter(place -> Path.of(place).startsWith(folder))
                    .toList();
        }
    }
}
