package org.danaus.bench.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The mounts of this process's namespace, read from the kernel without touching them. */
final class Mounts {
    private static final Path TABLE = Path.of("/proc/self/mounts");

    private Mounts() {}

    /** Mount points in a directory or deeper, in the order they were mounted. */
    static List<Path> beneath(Path folder) throws IOException {
        return Files.readAllLines(TABLE).stream()
                .map(line -> Path.of(unescape(line.split(" ")[1])))
                .filter(path -> path.startsWith(folder))
                .toList();
    }

    /** Whether something is mounted there. */
    static boolean has(Path mountPoint) throws IOException {
        return beneath(mountPoint).contains(mountPoint);
    }

    private static String unescape(String field) {
        return field.replace("\\040", " ")
                .replace("\\011", "\t")
                .replace("\\012", "\n")
                .replace("\\134", "\\");
    }
}
