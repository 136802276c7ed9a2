package org.danaus.service.core.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.danaus.libservice.CompositionException;

/** The directories of the host that layers keep for themselves. */
final class StateDirectories {
    private StateDirectories() {}

    /** Removes a filesystem's directory with all in it, if it is there. */
    static void delete(Path directory) throws CompositionException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(directory)) {
            List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).collect(Collectors.toList());
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new CompositionException("could not remove " + directory + ": " + e.getMessage(), e);
        }
    }
}
