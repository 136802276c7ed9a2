package org.danaus.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDirectoryTest {

    @TempDir
    Path parent;

    @Test
    void shouldMakeADirectoryOfItsOwnerAlone() throws StateException, IOException {
        Path path = parent.resolve("a/state");
        try (StateDirectory state = StateDirectory.take(path)) {
            assertThat(state.folder()).isEqualTo(path);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rwx------");
            assertThat(path.resolve("bundles")).isDirectory();
        }
    }

    @Test
    void shouldRefuseADirectoryInUseAndLeaveItsHolderAlone() throws StateException {
        try (StateDirectory state = StateDirectory.take(parent)) {
            assertThatThrownBy(() -> StateDirectory.take(parent))
                    .isInstanceOf(StateException.class)
                    .hasMessageContaining(state.folder().toString())
                    .hasMessageContaining("--state");
            assertThatThrownBy(() -> StateDirectory.take(parent)).isInstanceOf(StateException.class);
        }
    }

    @Test
    void shouldBeFreeAgainOnceClosed() throws StateException {
        StateDirectory.take(parent).close();
        try (StateDirectory again = StateDirectory.take(parent)) {
            assertThat(again.folder()).isEqualTo(parent);
        }
    }

    @Test
    void shouldSayWhichPathIsNoDirectory() throws IOException {
        Path file = Files.createFile(parent.resolve("file"));
        assertThatThrownBy(() -> StateDirectory.take(file))
                .isInstanceOf(StateException.class)
                .hasMessageContaining(file.toString());
    }
}
