package org.danaus.shell.gogo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PlainCommandTest {
    private final TestShell shell =
            new TestShell().addPlain("union", new Plain(), "branches").addPlain("union", new Plain(), "sum");

    @AfterEach
    void close() {
        shell.close();
    }

    @Test
    void shouldDrawWhatItReturns() {
        assertThat(shell.run("union:branches acme/web").printed())
                .isEqualTo("PATH          WRITABLE\n/of/acme/web  true\n");
        assertThat(shell.run("union:branches --read-only acme/web").printed()).contains("/of/acme/web  false");
    }

    @Test
    void shouldWriteJson() {
        assertThat(shell.run("union:branches acme/web --format json").printed())
                .isEqualToIgnoringWhitespace("[{\"path\": \"/of/acme/web\", \"writable\": true}]");
        assertThat(shell.run("union:branches acme/web --format xml").error())
                .isEqualTo("'xml' is no format; there are table, json, yaml; see union:branches --help");
    }

    @Test
    void shouldExplainItselfByItsDescriptors() {
        assertThat(shell.run("union:branches --help").printed())
                .startsWith("DESCRIPTION\n  Lists branches.\n\nSYNTAX\n  union:branches ")
                .contains("which filesystem")
                .contains("--read-only")
                .contains("without the writable ones");
    }

    @Test
    void shouldGetItsWordsAsGogoHasThem() {
        assertThat(shell.run("union:sum 1 2 39").printed()).isEqualTo("42\n");
        assertThat(shell.run("union:sum x").status()).isEqualTo(CommandFailure.FAILED);
    }

    /** A command of a bundle that knows nothing but Gogo. */
    public static final class Plain {
        /** Lists. */
        @Descriptor("Lists branches.")
        public List<Branch> branches(
                CommandSession session,
                @Descriptor("without the writable ones")
                        @Parameter(names = "--read-only", presentValue = "true", absentValue = "false")
                        boolean readOnly,
                @Descriptor("which filesystem") String filesystem) {
            return List.of(new Branch("/of/" + filesystem, !readOnly));
        }

        /** Adds. */
        public int sum(int[] numbers) {
            return Arrays.stream(numbers).sum();
        }

        /** A row. */
        public record Branch(String path, boolean writable) {}
    }
}
