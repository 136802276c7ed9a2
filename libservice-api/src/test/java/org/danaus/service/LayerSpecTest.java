package org.danaus.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.danaus.libservice.CompositionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayerSpecTest {
    @Property(tries = 500)
    void shouldReadAnyValueThatItHasWritten(@ForAll @NotEmpty @Size(max = 4) List<@StringLength(max = 8) String> values)
            throws CompositionException {
        LayerSpec layer = new LayerSpec("name", "type", Map.of("option", values));
        assertThat(LayerSpec.parse(layer.toString())).isEqualTo(layer);
    }

    @Property(tries = 500)
    void shouldSplitWhatWasEscaped(@ForAll @NotEmpty @Size(max = 4) List<@StringLength(max = 8) String> values) {
        String joined =
                String.join(",", values.stream().map(EscapedList::escape).toList());
        assertThat(EscapedList.split(joined)).isEqualTo(values);
    }

    @Test
    void shouldReadTypeNameAndOptions() throws CompositionException {
        LayerSpec layer = LayerSpec.parse("union:top, branch=/a:rw,branch=@b\\,c:ro,sync=");
        assertThat(layer.type()).isEqualTo("union");
        assertThat(layer.name()).isEqualTo("top");
        assertThat(layer.options())
                .containsExactly(Map.entry("branch", List.of("/a:rw", "@b,c:ro")), Map.entry("sync", List.of("")));
        assertThat(LayerSpec.parse("local").name()).isEqualTo("local");
        assertThat(layer).hasToString("union:top,branch=/a:rw,branch=@b\\,c:ro,sync=");
    }

    @Test
    void shouldKeepABackslashAtTheEnd() {
        assertThat(EscapedList.split("a\\")).containsExactly("a\\");
    }

    @Test
    void shouldChangeOneOption() throws CompositionException {
        LayerSpec layer = LayerSpec.parse("local,directory=/a,shared=true");
        assertThat(layer.with("shared", List.of())).isEqualTo(LayerSpec.parse("local,directory=/a"));
        assertThat(layer.with("directory", List.of("/b"))).isEqualTo(LayerSpec.parse("local,directory=/b,shared=true"));
        assertThat(layer.withType("other").type()).isEqualTo("other");
    }

    @Test
    void shouldLeaveOutAnOptionWithoutAValue() {
        assertThat(new LayerSpec("a", "a", Map.of("option", List.of()))).isEqualTo(new LayerSpec("a", "a", Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Upper", "a b", "local,option", "local,=value", "local:", "ü", "-a"})
    void shouldRefuseWhatIsNoLayer(String text) {
        assertThatThrownBy(() -> LayerSpec.parse(text))
                .isInstanceOf(CompositionException.class)
                .hasMessageStartingWith("layer '" + text + "': ");
    }

    @Test
    void shouldRefuseTwoLayersOfOneName() throws CompositionException {
        List<LayerSpec> layers = List.of(LayerSpec.parse("local,directory=/a"), LayerSpec.parse("local,directory=/b"));
        assertThatThrownBy(() -> FilesystemSpec.of(new FilesystemName("acme", "web"), layers))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two layers are named 'local'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"web", "/web", "acme/", "acme/a/b", "acme/we b"})
    void shouldRefuseWhatIsNoNameOfAFilesystem(String text) {
        assertThatThrownBy(() -> FilesystemName.parse(text))
                .isInstanceOf(CompositionException.class)
                .hasMessageStartingWith("filesystem '" + text + "': ");
    }

    @Test
    void shouldOrderNamesByTenantFirst() {
        FilesystemName first = new FilesystemName("a", "z");
        FilesystemName second = new FilesystemName("b", "a");
        FilesystemName third = new FilesystemName("b", "b");
        assertThat(List.of(third, second, first).stream().sorted()).containsExactly(first, second, third);
    }
}
