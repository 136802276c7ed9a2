package org.danaus.state;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationFileTest {
    /** As Configuration Admin writes it. */
    private static final String WHOLE = String.join(
            "\r\n",
            ":org.apache.felix.configadmin.revision:=L\"1\"",
            "arr=[ \\",
            "  \"a\", \\",
            "  \"b,c\", \\",
            "  ]",
            "b=B\"true\"",
            "empty=[ \\",
            "  ]",
            "lay.0\\ er=\"q\"",
            "s=\"a\\ \\\"q\\\"\\ \\\\\\ \\=\\ x\\nline2\"",
            "v=( \\",
            "  \"x\", \\",
            ")",
            "");

    @TempDir
    Path folder;

    @Test
    void shouldTakeWhatConfigurationAdminWrites() throws IOException {
        Path file = Files.writeString(folder.resolve("a.config"), WHOLE);
        assertThatCode(() -> new ConfigurationFile(file).check()).doesNotThrowAnyException();
    }

    @Test
    void shouldTellOfAValueCutShort() throws IOException {
        Path file = Files.writeString(folder.resolve("a.config"), "a=\"b\"\r\nlonger=\"cut sh");
        assertThatThrownBy(() -> new ConfigurationFile(file).check())
                .isInstanceOf(CorruptFileException.class)
                .hasMessageStartingWith(file + ":2:15: the value is not closed; ");
    }

    @Test
    void shouldTellOfGarbageThatConfigurationAdminWouldDrop() throws IOException {
        Path file = Files.writeString(folder.resolve("a.config"), "a=\"b\"\nc=%\nd=\"e\"\n");
        assertThatThrownBy(() -> new ConfigurationFile(file).check())
                .hasMessageStartingWith(file + ":2:3: a value in quotes or brackets is missing; ");
    }

    @Test
    void shouldTellOfAListNotClosedAndOfANameAlone() throws IOException {
        Path list = Files.writeString(folder.resolve("l.config"), "a=[ \"x\", \\\n  \"y\"");
        assertThatThrownBy(() -> new ConfigurationFile(list).check()).hasMessageContaining("the list is not closed");
        Path name = Files.writeString(folder.resolve("n.config"), "garbage");
        assertThatThrownBy(() -> new ConfigurationFile(name).check()).hasMessageContaining(":1:8: '=' is missing");
        Path zeros = Files.write(folder.resolve("z.config"), new byte[64]);
        assertThatThrownBy(() -> new ConfigurationFile(zeros).check()).hasMessageContaining(":1:1: a name is missing");
    }

    @Test
    void shouldBeFoundInTheStateDirectory() throws IOException {
        Path nested = Files.createDirectories(folder.resolve("config/org/danaus"));
        Files.writeString(nested.resolve("good.config"), WHOLE);
        assertThatCode(() -> new StateFiles(folder).check()).doesNotThrowAnyException();
        Path bad = Files.writeString(nested.resolve("bad.config"), "x");
        assertThatThrownBy(() -> new StateFiles(folder).check())
                .isInstanceOf(CorruptFileException.class)
                .hasMessageStartingWith(bad.toString());
    }
}
