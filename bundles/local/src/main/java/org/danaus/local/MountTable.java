package org.danaus.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is mounted where, as this process sees it, from {@code /proc/self/mountinfo}. */
final class MountTable {
    private static final Path MOUNTS = Path.of("/proc/self/mountinfo");
    /** Fields before the optional ones: id, parent, device, root, mount point, options. */
    private static final int POINT = 4;

    private MountTable() {}

    /** The mount with a number, or null if there is none, or the table cannot be read. */
    static Mount find(long id) {
        try {
            for (String line :
                    Files.readString(MOUNTS, StandardCharsets.ISO_8859_1).split("\n", -1)) {
                String[] fields = line.split(" ", -1);
                if (fields[0].equals(Long.toString(id))) {
                    String afterOptional = line.substring(line.indexOf(" - ") + 3);
                    return new Mount(fields[POINT], afterOptional.substring(0, afterOptional.indexOf(' ')));
                }
            }
        } catch (IOException e) {
            return null;
        }
        return null;
    }

    /**
     * One mount.
     *
     * @param point where; special characters escaped as the kernel does
     * @param type filesystem type, such as {@code ext4} or {@code fuse.danaus}
     */
    record Mount(String point, String type) {
        /** Whether a filesystem service of ours serves it, this one or another. */
        boolean isDanaus() {
            return type.equals("fuse.danaus");
        }
    }
}
