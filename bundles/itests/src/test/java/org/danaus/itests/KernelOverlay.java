package org.danaus.itests;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The kernel's overlayfs over a lower tree, with the options that make it behave as ours. Unmounted when closed. */
final class KernelOverlay {

    private final Path mountPoint;

    private KernelOverlay(Path mountPoint) {
        this.mountPoint = mountPoint;
    }

    /** Mounts it in the platform's folder. */
    static KernelOverlay mount(MountedPlatform platform, Path lower) throws IOException, InterruptedException {
        Path mountPoint = platform.directory("overlay");
        String options = "lowerdir=" + lower + ",upperdir=" + platform.directory("overlay-upper") + ",workdir="
                + platform.directory("overlay-work") + ",redirect_dir=on,index=on,xino=on";
        ScenarioRun.output(0, List.of("mount", "-t", "overlay", "overlay", "-o", options, mountPoint.toString()));
        return new KernelOverlay(mountPoint);
    }

    Path mountPoint() {
        return mountPoint;
    }

    void close() throws IOException, InterruptedException {
        ScenarioRun.output(0, List.of("umount", mountPoint.toString()));
    }
}
