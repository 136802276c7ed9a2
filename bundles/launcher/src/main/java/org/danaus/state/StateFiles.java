package org.danaus.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** All files that a platform finds in its state directory when it starts. Only reads. */
public final class StateFiles {
    private static final String CONFIGURATION = "config";
    private static final String CONFIGURATION_SUFFIX = ".config";

    private final Path state;

    /** Those of that state directory. */
    public StateFiles(Path state) {
        this.state = state;
    }

    /** Reads them through. @throws CorruptFileException for the first that does not hold what it must */
    public void check() throws IOException {
        new TenantFile(state).read();
        for (Path file : configurations()) {
            new ConfigurationFile(file).check();
        }
    }

    private List<Path> configurations() throws IOException {
        Path folder = state.resolve(CONFIGURATION);
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(CONFIGURATION_SUFFIX))
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
