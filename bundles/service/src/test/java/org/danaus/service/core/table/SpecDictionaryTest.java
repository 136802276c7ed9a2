package org.danaus.service.core.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.danaus.libservice.CompositionException;
import org.danaus.service.FilesystemName;
import org.danaus.service.FilesystemSpec;
import org.danaus.service.LayerSpec;
import org.junit.jupiter.api.Test;

class SpecDictionaryTest {
    private static Dictionary<String, Object> dictionary(String... entries) {
        Dictionary<String, Object> values = new Hashtable<>();
        for (int i = 0; i < entries.length; i += 2) {
            values.put(entries[i], entries[i + 1]);
        }
        return values;
    }

    @Property(tries = 500)
    void shouldReadWhatItHasWritten(@ForAll("specs") FilesystemSpec spec) throws CompositionException {
        assertThat(SpecDictionary.read(SpecDictionary.write(spec))).isEqualTo(spec);
    }

    @Test
    void shouldReadWhatAPersonWrites() throws CompositionException {
        Dictionary<String, Object> values = dictionary(
                "tenant", "acme", "name", "web", "layers", "local,directory=/srv", "swap.timeout", "2m", "other", "x");
        assertThat(SpecDictionary.read(values))
                .isEqualTo(new FilesystemSpec(
                        new FilesystemName("acme", "web"),
                        List.of(LayerSpec.parse("local,directory=/srv")),
                        Optional.empty(),
                        Map.of(),
                        Duration.ofMinutes(2),
                        FilesystemSpec.DEFAULT_DRAIN_TIMEOUT));
        values.put("layers", List.of("union,branch=/:rw", "local,directory=/srv"));
        assertThat(SpecDictionary.read(values).layers()).hasSize(2);
    }

    @Test
    void shouldSayWhatIsWrong() {
        assertThatThrownBy(() -> SpecDictionary.read(dictionary("tenant", "acme")))
                .isInstanceOf(CompositionException.class)
                .hasMessage("a configuration of org.danaus.filesystem has no 'name'");
        assertThatThrownBy(() -> SpecDictionary.read(dictionary("tenant", "acme", "name", "web")))
                .isInstanceOf(CompositionException.class)
                .hasMessage("filesystem acme/web: name at least one layer");
        assertThatThrownBy(() -> SpecDictionary.read(dictionary("tenant", "A b", "name", "web", "layers", "local")))
                .isInstanceOf(CompositionException.class)
                .hasMessageContaining("tenant 'A b'");
        assertThatThrownBy(() -> SpecDictionary.read(
                        dictionary("tenant", "acme", "name", "web", "layers", "local", "mount", "relative")))
                .isInstanceOf(CompositionException.class)
                .hasMessageContaining("'relative' must be absolute");
        assertThatThrownBy(() -> SpecDictionary.read(
                        dictionary("tenant", "acme", "name", "web", "layers", "local", "drain.timeout", "soon")))
                .isInstanceOf(CompositionException.class)
                .hasMessageContaining("option drain.timeout: 'soon' is not a time");
    }

    @Provide
    Arbitrary<FilesystemSpec> specs() {
        Arbitrary<String> words =
                Arbitraries.strings().withChars("abc019").ofMinLength(1).ofMaxLength(5);
        Arbitrary<String> keys = Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(5);
        Arbitrary<String> values =
                Arbitraries.strings().withChars("a,\\=: /\nü\"").ofMaxLength(6);
        Arbitrary<Map<String, List<String>>> options =
                Arbitraries.maps(keys, values.list().ofMaxSize(3)).ofMaxSize(3);
        Arbitrary<LayerSpec> layers =
                Combinators.combine(words, options).as((type, given) -> new LayerSpec("x", type, given));
        Arbitrary<List<LayerSpec>> stacks =
                layers.list().ofMinSize(1).ofMaxSize(4).map(SpecDictionaryTest::numbered);
        Arbitrary<Map<String, String>> mountOptions =
                Arbitraries.maps(keys, values).ofMaxSize(3);
        Arbitrary<Duration> times =
                Arbitraries.longs().between(0, 10_000_000_000L).map(Duration::ofNanos);
        Arbitrary<Optional<Path>> mounts =
                Arbitraries.of("/mnt", "/a b", "/ü").map(Path::of).optional();
        return Combinators.combine(words, stacks, mounts, mountOptions, times, times)
                .as((word, stack, mount, given, swap, drain) ->
                        new FilesystemSpec(new FilesystemName(word, word), stack, mount, given, swap, drain));
    }

    /** Layers of one stack have names of their own. */
    private static List<LayerSpec> numbered(List<LayerSpec> layers) {
        Map<Integer, LayerSpec> numbered = new HashMap<>();
        for (int i = 0; i < layers.size(); i++) {
            numbered.put(
                    i,
                    new LayerSpec("n" + i, layers.get(i).type(), layers.get(i).options()));
        }
        return List.copyOf(numbered.values());
    }
}
