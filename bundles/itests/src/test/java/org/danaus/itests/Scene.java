package org.danaus.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Directories of the host for one test: a backing directory, and a mount point. Gone when closed, with whatever is still mounted. */
final class Scene implements AutoCloseable {

    private final Path top;

    private Scene(Path top) {
        this.top = top;
    }

    /** New, empty directories. */
    static Scene open() throws IOException {
        Scene scene = new Scene(Files.createTempDirectory("danaus-it"));
        Files.createDirectory(scene.backing());
        Files.createDirectory(scene.mount());
        return scene;
    }

    /** What a backend serves. */
    Path backing() {
        return top.resolve("backing");
    }

    /** Where a filesystem is mounted. */
    Path mount() {
        return top.resolve("mnt");
    }

    /** A path for what else a test needs. */
    Path file(String name) {
        return top.resolve(name);
    }

    /** Whether the kernel has a mount there; asks nobody who serves one. */
    boolean isMounted() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/mountinfo"), StandardCharsets.ISO_8859_1)) {
            return lines.anyMatch(line -> line.split(" ", 6)[4].equals(mount().toString()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** SHA-256 of the files below a directory of the host that have the paths given; {@code missing} for one that is not there. */
    static Map<String, String> hashes(Path directory, Map<String, String> files) throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        for (String name : files.keySet()) {
            Path file = directory.resolve(name);
            hashes.put(name, Files.exists(file) ? hash(file) : "missing");
        }
        return hashes;
    }

    private static String hash(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() throws IOException {
        while (isMounted()) {
            String outcome = unmount();
            if (!outcome.startsWith("0:")) {
                throw new IOException("umount " + mount() + ": " + outcome);
            }
        }
        try (Stream<Path> paths = Files.walk(top)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private String unmount() throws IOException {
        try {
            return Command.run("umount", "-l", mount().toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
