package org.danaus.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TenantFileTest {
    @TempDir
    Path state;

    @Test
    void shouldHoldNothingBeforeItIsWritten() throws IOException {
        assertThat(new TenantFile(state).read()).isEmpty();
    }

    @Test
    void shouldComeBackInOrder() throws IOException {
        Map<String, String> tenants = new LinkedHashMap<>();
        tenants.put("beta", "2026-01-02T03:04:05Z");
        tenants.put("acme", "2026-01-01T00:00:00Z");
        new TenantFile(state).write(tenants);
        assertThat(new TenantFile(state).read()).containsExactlyEntriesOf(tenants);
    }

    @Test
    void shouldHoldTheOldAfterACrashBeforeTheRename() throws IOException {
        new TenantFile(state).write(Map.of("acme", "t"));
        // What a crash leaves: part of the next content, under the name that is not read.
        Files.writeString(state.resolve("tenants.json.new"), "{ \"version\" : 1, \"ten");
        assertThat(new TenantFile(state).read()).containsOnlyKeys("acme");
        new TenantFile(state).write(Map.of("beta", "t"));
        assertThat(new TenantFile(state).read()).containsOnlyKeys("beta");
        assertThat(state.resolve("tenants.json.new")).doesNotExist();
    }

    @Test
    void shouldHoldTheOldIfTheNewCannotBeWritten() throws IOException {
        TenantFile file = new TenantFile(state);
        file.write(Map.of("acme", "t"));
        Files.createDirectory(state.resolve("tenants.json.new"));
        assertThatThrownBy(() -> file.write(Map.of("beta", "t"))).isInstanceOf(IOException.class);
        assertThat(file.read()).containsOnlyKeys("acme");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'{ \"version\": 1,\n  \"tenants\": [ { \"name\": ] }' | :2:",
                "'{ \"version\": 2, \"tenants\": [] }' | :1:14: version 2",
                "'{ \"version\": 1, \"tenants\": [ {\"name\": \"a\"} ] }' | a tenant has 'name' and 'created'",
                "'{ \"version\": 1, \"tenants\": [{\"name\":\"a\",\"created\":\"t\"},{\"name\":\"a\",\"created\":\"t\"}] }' | two tenants",
                "'{ \"version\": 1, \"people\": [] }' | 'people' is not expected",
                "'{ \"version\": 1 }' | 'tenants' is missing",
                "'{ \"version\": 1, \"tenants\": [] } x' | :1:",
                "'[]' | :1:1: ",
                "'' | too early",
            })
    void shouldSayWhereItIsCorruptAndLeaveItAlone(String content, String fault) throws IOException {
        Path file = state.resolve(TenantFile.NAME);
        Files.writeString(file, content == null ? "" : content);
        assertThatThrownBy(() -> new TenantFile(state).read())
                .isInstanceOf(CorruptFileException.class)
                .hasMessageStartingWith(file + ":")
                .hasMessageContaining(fault.strip())
                .hasMessageNotContaining("\n");
        assertThat(file).hasContent(content == null ? "" : content);
    }

    @Test
    void shouldBeCorruptWhereverItIsCutShort() throws IOException {
        Path file = state.resolve(TenantFile.NAME);
        new TenantFile(state).write(Map.of("acme", "2026-01-01T00:00:00Z"));
        String whole = Files.readString(file).strip();
        for (int length = 0; length < whole.length(); length++) {
            Files.writeString(file, whole.substring(0, length));
            assertThatThrownBy(() -> new TenantFile(state).read()).isInstanceOf(CorruptFileException.class);
        }
    }
}
