package org.danaus.shell.gogo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.danaus.service.FilesystemName;
import org.danaus.service.LayerSpec;
import org.danaus.shell.draw.Format;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

class CompletionsTest {
    private final Candidates candidates = new Candidates();

    @BeforeEach
    void know() {
        know("FILESYSTEM", List.of("acme/usr", "acme/web"));
        know("TYPE", List.of("local", "union"));
        know("TENANT", List.of("acme"));
        candidates.bindSource(words -> List.of("layers of " + words.get(1)), Map.of(NameSource.LABEL, "LAYER"));
    }

    @Test
    void shouldCompleteByTypeOrLabel() {
        assertThat(after("probe:swap")).containsExactly("acme/usr", "acme/web");
        assertThat(after("probe:swap", "acme/web")).containsExactly("layers of acme/web");
        assertThat(after("probe:swap", "acme/web", "union")).isEmpty();
    }

    @Test
    void shouldCompleteTheValueOfAnOption() {
        assertThat(after("probe:swap", "acme/web", "--type")).containsExactly("local", "union");
        assertThat(after("probe:swap", "--layer")).containsExactly("local", "union");
        assertThat(after("probe:swap", "--format")).containsExactly("table", "json", "yaml");
    }

    @Test
    void shouldNotTakeAnOptionsValueOrAFlagForAnArgument() {
        assertThat(after("probe:swap", "--type", "local")).containsExactly("acme/usr", "acme/web");
        assertThat(after("probe:swap", "--force", "acme/web")).containsExactly("layers of --force");
    }

    @Test
    void shouldForgetNamesThatHaveGone() {
        NameSource source = words -> List.of("x");
        candidates.bindSource(source, Map.of(NameSource.LABEL, "FILESYSTEM"));
        assertThat(after("probe:swap")).containsExactly("x");
        candidates.unbindSource(source, Map.of(NameSource.LABEL, "FILESYSTEM"));
        assertThat(after("probe:swap")).isEmpty();
    }

    private void know(String label, List<String> names) {
        candidates.bindSource(words -> names, Map.of(NameSource.LABEL, label));
    }

    private Collection<String> after(String... words) {
        Probe probe = new Probe();
        DeclaredCommand command = new DeclaredCommand(
                "probe:swap",
                probe,
                CommandLine.getCommandMethods(Probe.class, null).get(0));
        return candidates.after(command.spec(), List.of(words));
    }

    static final class Probe {
        @CommandLine.Command
        String swap(
                @Parameters(paramLabel = "NAME") FilesystemName name,
                @Parameters(paramLabel = "LAYER") String layer,
                @Option(names = "--type", paramLabel = "TYPE") String type,
                @Option(names = "--layer") List<LayerSpec> layers,
                @Option(names = "--force") boolean force,
                @Option(names = "--style") Format style) {
            return "";
        }
    }
}
