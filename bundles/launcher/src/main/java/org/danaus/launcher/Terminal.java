package org.danaus.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the command line's own terminal is like. */
final class Terminal {
    private static final int UNKNOWN = 80;

    private Terminal() {}

    /** Whether the standard input stream is a terminal, so that somebody can answer. */
    static boolean answers() {
        return isTerminal(0);
    }

    /** Width of the terminal that the standard output stream is; 0 if it is none. */
    static int columns() {
        if (!isTerminal(1)) {
            return 0;
        }
        String columns = System.getenv("COLUMNS");
        try {
            return columns == null ? UNKNOWN : Integer.parseInt(columns);
        } catch (NumberFormatException e) {
            return UNKNOWN;
        }
    }

    /** Where this process stands. */
    static String directory() {
        return System.getProperty("user.dir");
    }

    private static boolean isTerminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException e) {
            return false;
        }
    }
}
