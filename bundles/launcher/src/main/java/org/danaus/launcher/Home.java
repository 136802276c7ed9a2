package org.danaus.launcher;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A distribution on disk: {@code launcher.jar}, the libraries it needs in {@code lib}, run bundles in {@code bundles},
 * settings in {@code etc}. Read only.
 */
record Home(Path folder) {

    /**
     * Finds the distribution around the jar this class was loaded from.
     *
     * @throws StateException if there is no distribution around it
     */
    static Home ofThisJar() throws StateException {
        Path jar;
        try {
            jar = Path.of(Home.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException unusable) {
            throw new StateException("cannot tell where launcher.jar is: " + unusable.getMessage());
        }
        Path folder = jar.getParent();
        if (folder == null || !Files.isDirectory(folder.resolve("bundles"))) {
            throw new StateException(jar + " is not in a distribution: there is no folder bundles beside it; build one"
                    + " with ./danaus build");
        }
        return new Home(folder);
    }

    /** The settings file of that name. */
    Path etc(String name) {
        return folder.resolve("etc").resolve(name);
    }

    /**
     * The run bundles, in the order of their names.
     *
     * @throws StateException if the folder cannot be read, or is empty
     */
    List<Path> bundles() throws StateException {
        Path bundles = folder.resolve("bundles");
        try (Stream<Path> files = Files.list(bundles)) {
            List<Path> jars = files.filter(file -> file.getFileName().toString().endsWith(".jar"))
                    .sorted()
                    .toList();
            if (jars.isEmpty()) {
                throw new StateException(bundles + " holds no bundle; build the distribution with ./danaus build");
            }
            return jars;
        } catch (IOException unreadable) {
            throw new StateException("cannot read " + bundles + ": " + unreadable.getMessage());
        }
    }
}
