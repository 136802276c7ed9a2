package org.danaus.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The arguments as the kernel has them, read as UTF-8. The JVM reads them in the locale's encoding, which in the POSIX
 * locale loses every character beyond ASCII.
 */
final class RawArguments {
    private RawArguments() {}

    /** The same arguments, none lost to the locale. */
    static String[] of(String[] arguments) {
        for (String argument : arguments) {
            for (int i = 0; i < argument.length(); i++) {
                if (argument.charAt(i) > 0x7e) {
                    return fromKernel(arguments);
                }
            }
        }
        return arguments;
    }

    private static String[] fromKernel(String[] arguments) {
        try {
            String line = Files.readString(Path.of("/proc/self/cmdline"), StandardCharsets.ISO_8859_1);
            String[] all = line.substring(0, line.length() - 1).split("\0", -1);
            String[] ours = Arrays.copyOfRange(all, all.length - arguments.length, all.length);
            for (int i = 0; i < ours.length; i++) {
                ours[i] = new String(ours[i].getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            }
            return ours;
        } catch (IOException | IndexOutOfBoundsException e) {
            return arguments;
        }
    }
}
