package org.danaus.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.danaus.state.StateFiles;
import org.osgi.framework.BundleException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The command that starts a platform: reads its arguments, takes the state directory, and runs the node until it ends.
 *
 * <p>Exit status: what the shell's {@code exit N} says; 0 when the framework stopped by itself; 1 when the platform
 * could not start, after one line on the standard error stream; 2 for wrong arguments.
 */
@Command(
        name = "danaus run",
        description = "Starts the platform with its shell.",
        mixinStandardHelpOptions = true,
        version = "danaus 0.1.0")
public final class Launcher implements Callable<Integer> {

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "where state lives (default: $DANAUS_STATE or /var/lib/danaus)",
            defaultValue = "${env:DANAUS_STATE:-/var/lib/danaus}")
    private Path state;

    @Option(names = "--headless", description = "start no shell, say 'danaus: ready', and run until SIGTERM or SIGINT")
    private boolean headless;

    private Launcher() {}

    /**
     * Runs the platform and ends the JVM with its exit status.
     *
     * @param arguments as {@code danaus run --help} lists them
     */
    public static void main(String[] arguments) {
        CommandLine commandLine = new CommandLine(new Launcher());
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> {
            System.err.println("danaus: " + OneLine.of(failure));
            return 1;
        });
        System.exit(commandLine.execute(arguments));
    }

    @Override
    public Integer call() throws StateException, IOException, BundleException, InterruptedException {
        Home home = Home.ofThisJar();
        try (StateDirectory directory = StateDirectory.take(state)) {
            new StateFiles(directory.folder()).check();
            Settings settings = Settings.of(home, directory, headless);
            Node node = new Node(settings);
            node.start(home.bundles());
            if (headless) {
                System.out.println("danaus: ready");
            }
            return node.awaitStop();
        }
    }
}
