package org.danaus.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Programs get from a mount what they get from the native filesystem, and from a union what they get from the kernel's overlayfs: the same calls, with the same results, errors and
 * visible state. Needs root, python3 and an ext4 {@code /var/tmp}.
 */
class BehaviourIT {

    private static final String PROTOCOL = "protocol-limits.tsv";
    private static final String UNION = "overlay-differences.tsv";

    /** Where a program on the host's own directory and one on the mount meet in files alone, not in what a kernel keeps beside them. */
    private static final String[] MEETING_IN_FILES = {
        "attributes", "append", "data", "directories", "holes", "links", "mmaps", "opening", "permissions"
    };

    private static MountedPlatform platform;
    private static Path nativeDirectory;
    private static Path lower;
    private static Path local;
    private static Path shared;
    private static Path sharedBacking;
    private static Path union;
    private static KernelOverlay overlay;
    private static String lowerBefore;

    @BeforeAll
    static void mount() throws IOException, InterruptedException {
        platform = new MountedPlatform();
        nativeDirectory = platform.directory("native");
        lower = platform.directory("lower");
        ScenarioRun.populate(lower);
        lowerBefore = ScenarioRun.fingerprint(lower);
        local = platform.mounted("local", "local,directory=" + platform.directory("backing"));
        sharedBacking = platform.directory("shared-backing");
        shared = platform.mounted("shared", "local,directory=" + sharedBacking + ",shared=true");
        platform.filesystem("lower", "local,directory=" + lower + ",readonly=true");
        union = platform.mounted(
                "union", "union,branch=/:rw,branch=@lower:ro", "local,directory=" + platform.directory("upper"));
        platform.start();
        overlay = KernelOverlay.mount(platform, lower);
    }

    @AfterAll
    static void unmount() throws IOException, InterruptedException {
        try {
            if (overlay != null) {
                overlay.close();
            }
        } finally {
            platform.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> shouldBehaveAsTheNativeFilesystem() throws IOException, InterruptedException {
        return ScenarioRun.compared(nativeDirectory, local, List.of(PROTOCOL));
    }

    @TestFactory
    Stream<DynamicTest> shouldShowWhatOthersDoToASharedDirectory() throws IOException, InterruptedException {
        return ScenarioRun.mixed(nativeDirectory, shared, sharedBacking, List.of(PROTOCOL), MEETING_IN_FILES);
    }

    @TestFactory
    Stream<DynamicTest> shouldBehaveAsTheNativeFilesystemThroughAUnion() throws IOException, InterruptedException {
        return ScenarioRun.compared(overlay.mountPoint(), union, List.of(PROTOCOL, UNION));
    }

    @TestFactory
    Stream<DynamicTest> shouldBehaveAsOverlayfs() throws IOException, InterruptedException {
        Stream<DynamicTest> scenarios = ScenarioRun.compared(overlay.mountPoint(), union, List.of(UNION), "union");
        String lowerAfter = ScenarioRun.fingerprint(lower);
        DynamicTest untouched = DynamicTest.dynamicTest(
                "the lower branch is as it was", () -> assertThat(lowerAfter).isEqualTo(lowerBefore));
        return Stream.concat(scenarios, Stream.of(untouched));
    }
}
