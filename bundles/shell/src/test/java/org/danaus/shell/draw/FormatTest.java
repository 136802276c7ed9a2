package org.danaus.shell.draw;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.danaus.service.FilesystemName;
import org.junit.jupiter.api.Test;

class FormatTest {
    private static final Row ROW = new Row(
            new FilesystemName("acme", "web"),
            Path.of("/mnt/x y"),
            Duration.ofSeconds(3),
            Optional.empty(),
            Optional.of("there"),
            Map.of("k", List.of("v")),
            7);

    @Test
    void shouldWriteRecordsByTheirComponentsAsJson() throws IOException {
        check(new JsonMapper()
                .readTree(String.valueOf(Format.json.of(List.of(ROW))))
                .get(0));
    }

    @Test
    void shouldWriteTheSameAsYaml() throws IOException {
        check(new YAMLMapper().readTree(String.valueOf(Format.yaml.of(ROW))));
    }

    @Test
    void shouldWriteAnEmptyListAndPlainValues() {
        assertThat(Format.json.of(new Rows(Row.class, List.of()))).isEqualTo("[ ]");
        assertThat(Format.json.of("a\"b")).isEqualTo("\"a\\\"b\"");
        assertThat(Format.table.of(ROW)).isSameAs(ROW);
    }

    private static void check(JsonNode row) {
        assertThat(row.get("name").asText()).isEqualTo("acme/web");
        assertThat(row.get("mountPoint").asText()).isEqualTo("/mnt/x y");
        assertThat(row.get("time").asText()).isEqualTo("PT3S");
        assertThat(row.get("absent").isNull()).isTrue();
        assertThat(row.get("present").asText()).isEqualTo("there");
        assertThat(row.get("map").get("k").get(0).asText()).isEqualTo("v");
        assertThat(row.get("count").isIntegralNumber()).isTrue();
    }

    private record Row(
            FilesystemName name,
            Path mountPoint,
            Duration time,
            Optional<String> absent,
            Optional<String> present,
            Map<String, List<String>> map,
            int count) {}
}
