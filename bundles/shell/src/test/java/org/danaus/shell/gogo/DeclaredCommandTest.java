package org.danaus.shell.gogo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.danaus.libservice.CompositionException;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.danaus.service.FilesystemName;
import org.danaus.service.LayerSpec;
import org.danaus.shell.gogo.TestShell.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.IExitCodeGenerator;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

class DeclaredCommandTest {
    private final Probe probe = new Probe();
    private final TestShell shell = new TestShell().add("probe", probe);

    @AfterEach
    void close() {
        shell.close();
    }

    @Test
    void shouldReadArgumentsByTheirTypes() {
        Outcome outcome = shell.run(
                "probe:make acme/web --layer 'union:top,branch=/:rw,branch=@usr:ro' --layer local --wait 1500ms ./a/../b");
        assertThat(outcome.error()).isNull();
        assertThat(outcome.printed())
                .contains("acme/web [union:top,branch=/:rw,branch=@usr:ro, local] PT1.5S "
                        + Path.of("").toAbsolutePath().resolve("b"));
    }

    @Test
    void shouldDrawATableAndJsonAndKeepTheHeadOfNone() {
        assertThat(shell.run("probe:rows 2").printed()).isEqualTo("NAME  SIZE\nr0       0\nr1       1\n");
        assertThat(shell.run("probe:rows 0").printed()).isEqualTo("NAME  SIZE\n");
        assertThat(shell.run("probe:rows 1 --format json").printed())
                .isEqualToIgnoringWhitespace("[ { \"name\": \"r0\", \"size\": 0 } ]");
        assertThat(shell.run("probe:rows 1 --format yaml").printed()).isEqualTo("- name: r0\n  size: 0\n");
    }

    @Test
    void shouldExplainItselfInsteadOfRunning() {
        for (String help : List.of("-h", "--help")) {
            Outcome outcome = shell.run("probe:remove " + help);
            assertThat(outcome.printed())
                    .startsWith("DESCRIPTION\n  Removes a thing.\n\nSYNTAX\n  probe:remove ")
                    .contains("\nARGUMENTS\n")
                    .contains("THING")
                    .contains("\nOPTIONS\n")
                    .contains("-y, --yes")
                    .contains("--format=FORMAT");
        }
        assertThat(probe.removed).isZero();
    }

    @Test
    void shouldSayInOneLineHowItWasCalledWrongly() {
        assertUsage("probe:rows --bogus", "'--bogus' is not expected here; see probe:rows --help");
        assertUsage("probe:rows 1 2", "'2' is not expected here; see probe:rows --help");
        assertUsage("probe:rows", "Missing required parameter: 'COUNT'; see probe:rows --help");
        assertUsage(
                "probe:rows many", "Invalid value for positional parameter at index 0 (COUNT): 'many' is not an int");
        assertUsage("probe:make web", "filesystem 'web': write it as tenant/name");
        assertUsage(
                "probe:rows 1 --format xml",
                "Invalid value for option '--format': expected one of [table, json, yaml]");
    }

    @Test
    void shouldSayInOneLineWhyItFailed() {
        assertFailure("probe:fail composition", "it cannot be; do that");
        assertFailure("probe:fail errno", "probe:fail: No space left on device");
        assertFailure(
                "probe:fail surprise",
                "probe:fail failed: java.lang.IllegalStateException: a; b; the log has the details");
    }

    @Test
    void shouldAskBeforeItDestroys() {
        Outcome asked = shell.run("probe:remove it", true, "yes\nrest");
        assertThat(asked.error()).isNull();
        assertThat(asked.printed()).isEqualTo("Removes a thing. probe:remove it: go on? [y/N] ");
        assertThat(probe.removed).isEqualTo(1);
        assertThat(shell.run("probe:remove it", true, "no\n").error()).isEqualTo("probe:remove it: left alone");
        assertThat(shell.run("probe:remove it", true, "").status()).isEqualTo(CommandFailure.FAILED);
        assertThat(probe.removed).isEqualTo(1);
        assertThat(shell.run("probe:remove it -y", false, "").error()).isNull();
        assertThat(probe.removed).isEqualTo(2);
    }

    @Test
    void shouldRefuseToDestroyIfNobodyCanBeAsked() {
        for (Boolean answers : new Boolean[] {false, null}) {
            Outcome outcome = shell.run("probe:remove it", answers, "y\n");
            assertThat(outcome.error())
                    .isEqualTo("probe:remove it: nobody is there to be asked; say -y to go on without");
        }
        assertThat(probe.removed).isZero();
    }

    @Test
    void shouldTakeTheStatusOfAResultThatHasOne() {
        assertThat(shell.run("probe:judge 2").status()).isEqualTo(2);
        assertThat(shell.run("probe:judge 2 --format json").status()).isEqualTo(2);
        assertThat(shell.run("probe:judge 0").status()).isZero();
    }

    @Test
    void shouldServeSeveralSessionsAtOnce() {
        List<String> printed = List.of(1, 2, 3, 4, 5, 6, 7, 8).parallelStream()
                .map(count -> shell.run("probe:rows " + count).printed().lines().count() + " of " + count)
                .toList();
        assertThat(printed)
                .containsExactly("2 of 1", "3 of 2", "4 of 3", "5 of 4", "6 of 5", "7 of 6", "8 of 7", "9 of 8");
    }

    private void assertUsage(String line, String message) {
        Outcome outcome = shell.run(line);
        assertThat(outcome.error()).contains(message).doesNotContain("\n").doesNotContain("Exception");
        assertThat(outcome.status()).isEqualTo(CommandFailure.USAGE);
        assertThat(outcome.printed()).isEmpty();
    }

    private void assertFailure(String line, String message) {
        Outcome outcome = shell.run(line);
        assertThat(outcome.error()).isEqualTo(message);
        assertThat(outcome.status()).isEqualTo(CommandFailure.FAILED);
    }

    /** Commands as a bundle contributes them. */
    static final class Probe {
        int removed;

        @CommandLine.Command(description = "Makes a thing.")
        String make(
                @Parameters(paramLabel = "NAME") FilesystemName name,
                @Parameters(paramLabel = "FILE", arity = "0..1") Path file,
                @Option(names = "--layer") List<LayerSpec> layers,
                @Option(names = "--wait") Duration wait) {
            return name + " " + layers + " " + wait + " " + file;
        }

        @CommandLine.Command(description = "Lists things.")
        List<Row> rows(@Parameters(paramLabel = "COUNT") int count) {
            return IntStream.range(0, count).mapToObj(i -> new Row("r" + i, i)).toList();
        }

        @CommandLine.Command(description = "Removes a thing.")
        void remove(@Parameters(paramLabel = "THING") String thing, @Option(names = {"-y", "--yes"}) boolean yes) {
            removed++;
        }

        @CommandLine.Command(description = "Fails.")
        void fail(@Parameters(paramLabel = "HOW") String how) throws CompositionException, ErrnoException {
            switch (how) {
                case "composition" -> throw new CompositionException("it cannot be\n do that");
                case "errno" -> throw Errno.ENOSPC.exception();
                default -> throw new IllegalStateException("a\n  b");
            }
        }

        @CommandLine.Command(description = "Judges.")
        Judgement judge(@Parameters(paramLabel = "STATUS") int status) {
            return new Judgement(status);
        }

        record Row(String name, int size) {}

        record Judgement(int status) implements IExitCodeGenerator {
            @Override
            public int getExitCode() {
                return status;
            }
        }
    }
}
