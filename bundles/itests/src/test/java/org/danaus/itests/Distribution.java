package org.danaus.itests;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.systemPackages;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.ops4j.pax.exam.Option;

/** The distribution under test, as the build has just made it. */
final class Distribution {

    /** The shell reads the terminal, and the file installer a directory: neither has a part in a test. */
    private static final Set<String> LEFT_OUT = Set.of("org.apache.felix.gogo.jline", "org.apache.felix.fileinstall");

    /** As the launcher does, the test's class path holds the one log. */
    private static final String[] SLF4J_PACKAGES = Stream.of(
                    "org.slf4j", "org.slf4j.event", "org.slf4j.helpers", "org.slf4j.spi")
            .map(name -> name + ";version=" + System.getProperty("slf4j.version"))
            .toArray(String[]::new);

    private Distribution() {}

    /** Its folder. */
    static Path folder() {
        return Path.of(System.getProperty("danaus.dist")).toAbsolutePath().normalize();
    }

    /** Its run bundles, in the order of their names. */
    static List<Path> bundles() {
        try (Stream<Path> jars = Files.list(folder().resolve("bundles"))) {
            return jars.sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** A framework with all run bundles, as the resolver chose them, but for the shell and the file installer; its state is new. */
    static Option inFramework() {
        Path state = newState();
        return composite(
                frameworkProperty("danaus.state").value(state.toString()),
                frameworkProperty("felix.cm.dir").value(state.resolve("config").toString()),
                composite(bundles().stream()
                        .filter(jar -> LEFT_OUT.stream()
                                .noneMatch(name -> jar.getFileName().toString().startsWith(name)))
                        .map(jar -> bundle(jar.toUri().toString()))
                        .toArray(Option[]::new)),
                junitBundles(),
                systemProperty("org.ops4j.pax.logging.DefaultServiceLog.level").value("WARN"),
                systemPackages(SLF4J_PACKAGES));
    }

    /** A directory in the build's own, which goes with it. */
    private static Path newState() {
        try {
            return Files.createTempDirectory(Path.of("target").toAbsolutePath(), "state");
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
