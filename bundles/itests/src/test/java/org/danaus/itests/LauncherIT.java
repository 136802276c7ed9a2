package org.danaus.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution as a process: starts, reads its shell's input, and ends the way it is told to. */
class LauncherIT {

    @TempDir
    Path state;

    @Test
    void shouldEndWithTheStatusTheShellAsksFor() throws IOException, InterruptedException {
        try (PlatformProcess platform = PlatformProcess.start(state)) {
            platform.type("lb -s org.danaus.posix");
            platform.type("exit 5");
            assertThat(platform.awaitExit()).isEqualTo(5);
            assertThat(platform.output()).containsPattern("Active.*org\\.danaus\\.posix");
            assertThat(platform.errors()).isEmpty();
        }
    }

    @Test
    void shouldStopItsBundlesOnSigterm() throws IOException, InterruptedException {
        dropStopRecorder();
        try (PlatformProcess platform = PlatformProcess.start(state, "--headless")) {
            platform.awaitFile(state.resolve("started"));
            platform.terminate();
            assertThat(platform.awaitExit()).isEqualTo(143);
            assertThat(platform.errors()).isEmpty();
            assertThat(state.resolve("stopped")).exists();
        }
    }

    @Test
    void shouldStopItsBundlesWhenTheShellsInputEnds() throws IOException, InterruptedException {
        dropStopRecorder();
        try (PlatformProcess platform = PlatformProcess.start(state)) {
            platform.awaitFile(state.resolve("started"));
            platform.endInput();
            assertThat(platform.awaitExit()).isZero();
            assertThat(state.resolve("stopped")).exists();
        }
    }

    @Test
    void shouldRefuseAStateDirectoryInUse() throws IOException, InterruptedException {
        try (PlatformProcess first = PlatformProcess.start(state, "--headless")) {
            first.awaitOutput("danaus: ready");
            try (PlatformProcess second = PlatformProcess.start(state, "--headless")) {
                assertThat(second.awaitExit()).isEqualTo(1);
                assertThat(second.errors())
                        .startsWith("danaus: state directory " + state + " is in use by process ")
                        .endsWith("; stop it or choose another with --state\n");
            }
        }
    }

    @Test
    void shouldGoOnWithoutABundleThatThrowsWhileStarting() throws IOException, InterruptedException {
        Files.createDirectories(state.resolve("bundles"));
        BundleJar.writeBroken(state.resolve("bundles/broken.jar"), "broken");
        try (PlatformProcess platform = PlatformProcess.start(state)) {
            platform.awaitError("broken");
            platform.type("lb -s org.danaus.posix");
            platform.type("exit 0");
            assertThat(platform.awaitExit()).isZero();
            assertThat(platform.output()).containsPattern("Active.*org\\.danaus\\.posix");
            assertThat(platform.errors())
                    .contains("bundle broken did not start: ")
                    .doesNotContain("\tat ");
            assertThat(state.resolve("log/danaus.log")).content().contains("missing.Activator not found by broken");
        }
    }

    private void dropStopRecorder() throws IOException {
        Files.createDirectories(state.resolve("bundles"));
        BundleJar.write(state.resolve("bundles/recorder.jar"), "recorder", StopRecorder.class);
    }
}
