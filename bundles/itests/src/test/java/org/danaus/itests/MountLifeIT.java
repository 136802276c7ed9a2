package org.danaus.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mounts of the platform as a process: they go when it is stopped, and what it leaves when it is killed hangs nobody and is cleared away. */
class MountLifeIT {

    private static final int KILLED = 137;

    @TempDir
    Path state;

    private Scene scene;

    @BeforeEach
    void openScene() throws IOException {
        scene = Scene.open();
        Files.createDirectory(scene.backing().resolve("upper"));
        Files.createDirectory(scene.backing().resolve("lower"));
        Files.writeString(scene.backing().resolve("lower/file"), "text");
    }

    @AfterEach
    void closeScene() throws IOException {
        scene.close();
    }

    private void compose(PlatformProcess platform) throws Exception {
        Path spec = scene.file("web.yaml");
        Files.writeString(
                spec,
                "tenant: acme\nfilesystems:\n  - name: web\n    mount: " + scene.mount() + "\n    layers:\n"
                        + "      - union: { branch: [ \"/upper:rw\", \"/lower:ro\" ] }\n"
                        + "      - local: { directory: " + scene.backing() + " }\n");
        platform.type("fs:apply " + spec);
        Until.holds("it is mounted", scene::isMounted);
    }

    /** Keeps a file open, and a directory as its own. */
    private Command busy() throws Exception {
        Command busy = Command.start(
                "sh",
                "-c",
                "cd \"$1\" && exec 3>>file && echo ready && read line",
                "sh",
                scene.mount().toString());
        busy.awaitOutput("ready");
        return busy;
    }

    @Test
    void shouldLeaveNoMountWhenStopped() throws Exception {
        try (PlatformProcess platform = PlatformProcess.start(state)) {
            compose(platform);
            try (Command busy = busy()) {
                platform.terminate();
                assertThat(platform.awaitExit()).isEqualTo(143);
                assertThat(scene.isMounted()).isFalse();
                assertThat(busy.isRunning()).isTrue();
            }
            assertThat(platform.errors()).doesNotContain("\tat ");
        }
    }

    @Test
    void shouldMountAgainWhatWasMountedWhenStopped() throws Exception {
        try (PlatformProcess platform = PlatformProcess.start(state)) {
            compose(platform);
            assertThat(Command.run("sh", "-c", "echo more >> " + scene.mount() + "/file"))
                    .isEqualTo("0: ");
            platform.type("exit 0");
            assertThat(platform.awaitExit()).isZero();
            assertThat(scene.isMounted()).isFalse();
        }
        try (PlatformProcess platform = PlatformProcess.start(state)) {
            Until.holds("it is mounted again", scene::isMounted);
            assertThat(Command.run("cat", scene.mount() + "/file")).isEqualTo("0: textmore");
            platform.type("exit 0");
            assertThat(platform.awaitExit()).isZero();
        }
    }

    @Test
    void shouldHangNobodyWhenKilledAndClearTheMountAwayAtTheNextStart() throws Exception {
        try (Command busy = leaveAlone()) {
            assertThat(scene.isMounted()).as("what a killed process leaves").isTrue();
            assertThat(Command.run("cat", scene.mount() + "/file")).contains("Transport endpoint is not connected");
            try (PlatformProcess platform = PlatformProcess.start(state)) {
                platform.awaitError("cleared away the mount of a process that has died");
                Until.holds("it is mounted again", () -> isServed());
                assertThat(Command.run("cat", scene.mount() + "/file")).isEqualTo("0: text");
                assertThat(busy.isRunning()).isTrue();
                platform.type("exit 0");
                assertThat(platform.awaitExit()).isZero();
            }
            assertThat(scene.isMounted()).isFalse();
        }
    }

    private boolean isServed() throws IOException, InterruptedException {
        return Command.run("stat", "-f", scene.mount().toString()).startsWith("0: ");
    }

    /** Kills the platform while a program is at work on its mount. @return the program */
    private Command leaveAlone() throws Exception {
        try (PlatformProcess platform = PlatformProcess.start(state)) {
            compose(platform);
            Command busy = busy();
            platform.kill();
            assertThat(platform.awaitExit()).isEqualTo(KILLED);
            return busy;
        }
    }

    @Test
    void shouldReportABrokenSpecInOneLine() throws Exception {
        try (PlatformProcess platform = PlatformProcess.start(state)) {
            compose(platform);
            Path spec = scene.file("bad.yaml");
            Files.writeString(spec, Files.readString(scene.file("web.yaml")).replace("union:", "onion:"));
            platform.type("fs:apply " + spec);
            platform.awaitOutput("no bundle provides libservice 'onion'");
            assertThat(Command.run("cat", scene.mount() + "/file")).isEqualTo("0: text");
            platform.type("exit 0");
            assertThat(platform.awaitExit()).isZero();
            assertThat(platform.errors()).doesNotContain("\tat ");
        }
    }
}
