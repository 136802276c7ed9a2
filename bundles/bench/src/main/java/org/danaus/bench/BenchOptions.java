package org.danaus.bench;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What every benchmark can be told. */
final class BenchOptions {
    @Option(names = "--json", paramLabel = "FILE", description = "write the results there, and a plot beside it as PNG")
    Path json;

    @Option(names = "--quick", description = "a first answer within 40 seconds")
    boolean quick;

    @Option(
            names = "--in",
            paramLabel = "DIR",
            description = "where the directories under test are made for the time of the run, such as /var/tmp"
                    + " (default: in memory, on a tmpfs of their own)")
    Path in;
}
