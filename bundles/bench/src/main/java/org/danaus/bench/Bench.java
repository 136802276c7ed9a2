package org.danaus.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program. Exit status: 0; 1 when a benchmark cannot go on, after one line; 2 for wrong arguments. */
@Command(
        name = "danaus bench",
        description = "Measures our paths and our peers in one run.",
        mixinStandardHelpOptions = true,
        subcommands = {LegacyBench.class, SwapBench.class})
public final class Bench {
    private Bench() {}

    /** Runs one benchmark and ends the JVM. */
    public static void main(String[] arguments) {
        System.setProperty("java.awt.headless", "true");
        CommandLine commandLine = new CommandLine(new Bench());
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> {
            System.err.println(
                    "danaus: bench: " + (failure instanceof BenchException ? failure.getMessage() : failure));
            return 1;
        });
        System.exit(commandLine.execute(arguments));
    }
}
