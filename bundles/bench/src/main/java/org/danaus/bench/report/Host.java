package org.danaus.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where a benchmark ran, as far as it matters to its results. */
public record Host(String kernel, String processor, int cores, long memoryMib, String filesystem, String java) {
    private static final int KIB_PER_MIB = 1024;

    /** This one. @param folder where the directories under test are */
    public static Host here(Path folder) throws IOException {
        return new Host(
                System.getProperty("os.version"),
                field(Path.of("/proc/cpuinfo"), "model name"),
                Runtime.getRuntime().availableProcessors(),
                Long.parseLong(field(Path.of("/proc/meminfo"), "MemTotal").split(" ")[0]) / KIB_PER_MIB,
                Files.getFileStore(folder).type(),
                System.getProperty("java.vm.version"));
    }

    private static String field(Path file, String name) throws IOException {
        List<String> lines = Files.readAllLines(file);
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("0");
    }
}
