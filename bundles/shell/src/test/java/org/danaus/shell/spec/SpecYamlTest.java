package org.danaus.shell.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.danaus.libservice.CompositionException;
import org.danaus.service.FilesystemName;
import org.danaus.service.FilesystemSpec;
import org.danaus.service.LayerSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SpecYamlTest {
    private static final String WEB =
            """
            tenant: acme
            filesystems:
              - name: usr
                layers: [ { local: { directory: /usr, readonly: true } } ]
              - name: web
                mount: /mnt/acme/web
                mount-options: { threads: 4 }
                swap-timeout: 5s
                drain-timeout: 250ms
                layers:
                  - trace
                  - union:top: { branch: [ "/:rw", "@usr:ro" ], size: 0x10, mode: 0640 }
                  - local: { directory: /srv/acme/web }
            """;

    @Test
    void shouldReadWhatIsWritten() throws CompositionException {
        List<FilesystemSpec> specs = read(WEB);
        assertThat(specs).hasSize(2);
        assertThat(specs.get(0))
                .isEqualTo(FilesystemSpec.of(
                        new FilesystemName("acme", "usr"),
                        List.of(LayerSpec.parse("local,directory=/usr,readonly=true"))));
        FilesystemSpec web = specs.get(1);
        assertThat(web.mountPoint()).contains(Path.of("/mnt/acme/web"));
        assertThat(web.mountOptions()).containsExactly(Map.entry("threads", "4"));
        assertThat(web.swapTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(web.drainTimeout()).isEqualTo(Duration.ofMillis(250));
        assertThat(web.layers())
                .containsExactly(
                        LayerSpec.parse("trace"),
                        LayerSpec.parse("union:top,branch=/:rw,branch=@usr:ro,size=0x10,mode=0640"),
                        LayerSpec.parse("local,directory=/srv/acme/web"));
    }

    @Test
    void shouldReadBackWhatItExports() throws CompositionException {
        List<FilesystemSpec> specs = List.of(
                new FilesystemSpec(
                        new FilesystemName("acme", "0"),
                        List.of(
                                layer("union", "union", "branch", "/:rw", "@usr:ro", "a, b", "c\\d"),
                                layer("low", "local", "directory", "/srv/with space/é: #x"),
                                layer(
                                        "x",
                                        "x",
                                        "odd",
                                        "null",
                                        "true",
                                        "~",
                                        "0640",
                                        "1_000",
                                        " lead",
                                        "",
                                        "- y",
                                        "two\nlines",
                                        "@a",
                                        "%",
                                        "\"q\"",
                                        "'")),
                        Optional.of(Path.of("/mnt/a b")),
                        Map.of("threads", "8", "odd", "no"),
                        Duration.ofMillis(1500),
                        Duration.ofNanos(7)),
                FilesystemSpec.of(new FilesystemName("acme", "b"), List.of(layer("local", "local", "directory", "/b"))),
                FilesystemSpec.of(
                        new FilesystemName("true", "c"), List.of(layer("local", "local", "directory", "/c"))));
        String yaml = SpecYaml.write(specs);
        assertThat(read(yaml)).isEqualTo(specs);
        assertThat(SpecYaml.write(read(yaml))).isEqualTo(yaml);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void shouldSayWhereAndWhatIsWrong(String yaml, String fault) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(CompositionException.class)
                .hasMessageStartingWith("web.yaml:")
                .hasMessageContaining(fault)
                .hasMessageNotContaining("\n")
                .hasMessageNotContaining("org.danaus")
                .hasMessageNotContaining("java.");
    }

    static Stream<Arguments> faults() {
        String head = "tenant: acme\nfilesystems:\n";
        String local = "    layers: [ { local: { directory: /x } } ]\n";
        return Stream.of(
                Arguments.of("tenant: acme\nfilesystems:\n  - name: web\n    layers: [ {\n", ":5:1: "),
                Arguments.of("tenant: acme\n\tfilesystems: x\n", ":2:1: "),
                Arguments.of(
                        head + "  - name: web\n    layer: []\n",
                        ":4:12: 'layer' is not known here; there are drain-timeout, layers, mount"),
                Arguments.of("tenent: acme\n", ":1:9: 'tenent' is not known here; there are filesystems, tenant"),
                Arguments.of(
                        head + "  - name: web\n" + local + "    swap-timeout: soon\n",
                        ":5:19: option swap-timeout: 'soon' is not a time"),
                Arguments.of(head + "  - name: Web\n" + local, ":3:5: filesystem name 'Web' must be"),
                Arguments.of("tenant: A B\nfilesystems: []\n", "tenant 'A B' must be"),
                Arguments.of(head + "  - name: web\n", ":3:5: 'layers' is missing"),
                Arguments.of("filesystems: []\n", ":1:1: 'tenant' is missing"),
                Arguments.of(head + "  - name: web\n    name: web\n" + local, ":4:9: 'name' is there twice"),
                Arguments.of(head + "  - name: web\n    layers: local\n", ":4:13: a list is expected here"),
                Arguments.of("tenant: acme\nfilesystems: { name: web }\n", ":2:14: a list is expected here"),
                Arguments.of(head + "  -\n", "an entry of the list is empty"),
                Arguments.of(
                        head + "  - name: web\n    layers: [ { local: { directory: { a: b } } } ]\n",
                        ":4:37: option 'directory' needs a value"),
                Arguments.of(
                        head + "  - name: web\n    layers: [ { local: { directory: } } ]\n",
                        "option 'directory' needs a value"),
                Arguments.of(
                        head + "  - name: web\n    layers:\n      - local:\n        directory: /x\n",
                        ":6:9: a layer has one type"),
                Arguments.of(head + "  - name: web\n    layers: [ { LOCAL: {} } ]\n", "layer name 'LOCAL' must be"),
                Arguments.of(
                        head + "  - name: web\n    layers: [ local, local ]\n", ":3:5: two layers are named 'local'"),
                Arguments.of(head + "  - name: web\n    mount: here\n" + local, "mount point 'here' must be absolute"),
                Arguments.of(head + "  - name: web\n    layers: []\n", "name at least one layer"),
                Arguments.of("", "there is no filesystem in it"),
                Arguments.of("just words\n", ":1:1: "));
    }

    private static LayerSpec layer(String name, String type, String option, String... values) {
        return new LayerSpec(name, type, Map.of(option, List.of(values)));
    }

    private static List<FilesystemSpec> read(String yaml) throws CompositionException {
        return SpecYaml.read("web.yaml", yaml.getBytes(StandardCharsets.UTF_8));
    }
}
