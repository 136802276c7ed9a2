package org.danaus.fuse.mount;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The kernel's mounts as this process sees them, read anew each time. */
final class MountTable {
    private static final Path MOUNTINFO = Path.of("/proc/self/mountinfo");
    private static final int DEVICE = 2;
    private static final int MOUNT_POINT = 4;

    private MountTable() {}

    /**
     * A mount.
     *
     * @param device major:minor
     * @param type filesystem type, such as {@code fuse.danaus}
     */
    record Entry(String device, String type) {}

    /** What is mounted on top at a path. */
    static Optional<Entry> at(Path path) {
        Optional<Entry> last = Optional.empty();
        try {
            for (String line : Files.readAllLines(MOUNTINFO, StandardCharsets.ISO_8859_1)) {
                String[] fields = line.split(" ", -1);
                String point = new String(unescape(fields[MOUNT_POINT]), StandardCharsets.UTF_8);
                if (point.equals(path.toString())) {
                    last = Optional.of(new Entry(fields[DEVICE], type(fields)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return last;
    }

    private static String type(String[] fields) {
        int separator = MOUNT_POINT;
        while (!fields[separator].equals("-")) {
            separator++;
        }
        return fields[separator + 1];
    }

    /** Space, tab, newline and backslash are written as a backslash and three octal digits. */
    private static byte[] unescape(String field) {
        byte[] bytes = new byte[field.length()];
        int length = 0;
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c == '\\' && i + 3 < field.length()) {
                c = (char) Integer.parseInt(field.substring(i + 1, i + 4), 8);
                i += 3;
            }
            bytes[length++] = (byte) c;
        }
        return java.util.Arrays.copyOf(bytes, length);
    }
}
