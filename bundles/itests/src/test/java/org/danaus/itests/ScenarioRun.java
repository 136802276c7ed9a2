package org.danaus.itests;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Runs the scenarios in {@code src/test/behaviour}: separate processes, which make their calls through the C library. */
final class ScenarioRun {

    private static final Path FOLDER = Path.of("src/test/behaviour").toAbsolutePath();
    private static final long LIMIT_MINUTES = 5;

    private ScenarioRun() {}

    /**
     * Plays scenarios in both directories, and makes one test of each: every call must have the same outcome in both, but for what the tables say.
     *
     * @param tables names of files beside the scenarios
     * @param chosen areas or scenarios; all but those of the union if none
     */
    static Stream<DynamicTest> compared(Path reference, Path tested, List<String> tables, String... chosen)
            throws IOException, InterruptedException {
        return tests(List.of("--base", tested.toString()), reference, tables, chosen);
    }

    /** The same with a directory that is seen by two ways: what is written by one is read by the other. */
    static Stream<DynamicTest> mixed(Path reference, Path one, Path other, List<String> tables, String... chosen)
            throws IOException, InterruptedException {
        return tests(List.of("--base", one.toString(), "--other", other.toString()), reference, tables, chosen);
    }

    private static Stream<DynamicTest> tests(List<String> tested, Path reference, List<String> tables, String... chosen)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(tested);
        arguments.addAll(List.of("--reference", reference.toString()));
        tables.forEach(table ->
                arguments.addAll(List.of("--table", FOLDER.resolve(table).toString())));
        arguments.addAll(List.of(chosen));
        List<DynamicTest> tests = new ArrayList<>();
        String name = null;
        List<String> wrong = new ArrayList<>();
        for (String line : run(1, arguments.toArray(String[]::new))) {
            if (line.startsWith("    ")) {
                wrong.add(line.strip());
                continue;
            }
            add(tests, name, wrong);
            name = line.substring(line.indexOf("ok ") + 3);
            wrong = new ArrayList<>();
        }
        add(tests, name, wrong);
        return tests.stream();
    }

    private static void add(List<DynamicTest> tests, String name, List<String> wrong) {
        if (name != null) {
            tests.add(DynamicTest.dynamicTest(name, () -> {
                if (!wrong.isEmpty()) {
                    fail(name + ": " + String.join("\n", wrong));
                }
            }));
        }
    }

    /** Makes the lower tree of every scenario of the union. */
    static void populate(Path lower) throws IOException, InterruptedException {
        run(0, "--populate", lower.toString());
    }

    /** A checksum of a whole tree: names, attributes, content. */
    static String fingerprint(Path tree) throws IOException, InterruptedException {
        return run(0, "--fingerprint", tree.toString()).get(0);
    }

    private static List<String> run(int highestStatus, String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("python3", FOLDER.resolve("run.py").toString()));
        command.addAll(List.of(arguments));
        return output(highestStatus, command);
    }

    /** Runs a command of the host to its end. @return the lines it printed */
    static List<String> output(int highestStatus, List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("scenarios", ".out");
        Path errors = Files.createTempFile("scenarios", ".err");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile())
                    .start();
            boolean ended = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
            if (!ended) {
                process.destroyForcibly();
            }
            if (!ended || process.exitValue() > highestStatus) {
                throw new AssertionError(command
                        + (ended ? " failed: " : " does not end: ")
                        + Files.readString(errors)
                        + Files.readString(output));
            }
            return Files.readAllLines(output);
        } finally {
            Files.delete(output);
            Files.delete(errors);
        }
    }
}
