package org.danaus.launcher;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.osgi.framework.Constants;

/**
 * What the framework is started with: the distribution's {@code etc/launcher.properties}, the places of this start,
 * and over both the JVM's system properties of the same name.
 *
 * @param framework properties of the framework
 * @param headless whether shells stay out
 */
record Settings(Map<String, String> framework, boolean headless) {

    /** Prefix of the start level of one bundle: the rest is its symbolic name. */
    private static final String START_LEVEL = "danaus.start.level.";

    /** Symbolic names of bundles that read the terminal, separated by commas. */
    private static final String SHELLS = "danaus.shells";

    private static final int DEFAULT_START_LEVEL = 10;

    /**
     * Puts the settings of one start together, and publishes {@code danaus.home}, {@code danaus.state} and the log's
     * configuration as system properties.
     *
     * @throws StateException if the distribution's settings cannot be read
     */
    static Settings of(Home home, StateDirectory state, boolean headless) throws StateException {
        Path folder = state.folder();
        System.setProperty("danaus.home", home.folder().toString());
        System.setProperty("danaus.state", folder.toString());
        setUnlessSet("logback.configurationFile", home.etc("logback.xml"));
        setUnlessSet("java.util.logging.config.file", home.etc("logging.properties"));
        Map<String, String> framework = read(home.etc("launcher.properties"));
        framework.put(Constants.FRAMEWORK_STORAGE, folder.resolve("framework").toString());
        framework.put("felix.cm.dir", folder.resolve("config").toString());
        framework.put("felix.fileinstall.dir", folder.resolve("bundles").toString());
        framework.put("felix.fileinstall.tmpdir", folder.resolve("tmp").toString());
        framework.put("gosh.home", home.folder().toString());
        for (String name : System.getProperties().stringPropertyNames()) {
            framework.computeIfPresent(name, (key, value) -> System.getProperty(key));
        }
        return new Settings(framework, headless);
    }

    /** Start level of the bundle of that symbolic name. */
    int startLevel(String symbolicName) {
        String level = framework.get(START_LEVEL + symbolicName);
        return level == null ? DEFAULT_START_LEVEL : Integer.parseInt(level.strip());
    }

    /** Whether the bundle of that symbolic name has a part in this start. */
    boolean wants(String symbolicName) {
        return !headless
                || !List.of(framework.getOrDefault(SHELLS, "").split(",")).contains(symbolicName);
    }

    private static void setUnlessSet(String property, Path file) {
        if (System.getProperty(property) == null && Files.isReadable(file)) {
            System.setProperty(property, file.toString());
        }
    }

    private static Map<String, String> read(Path file) throws StateException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new StateException("cannot read " + file + ": " + unreadable.getMessage());
        }
        Map<String, String> read = new TreeMap<>();
        for (String name : properties.stringPropertyNames()) {
            read.put(name, properties.getProperty(name));
        }
        return read;
    }
}
