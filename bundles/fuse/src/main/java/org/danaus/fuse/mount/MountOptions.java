package org.danaus.fuse.mount;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.danaus.libservice.CompositionException;

/**
 * Options of one mount.
 *
 * @param threads how many requests can run at once; the number of cores, at least 2, unless said otherwise
 * @param suid whether set-user-id bits count
 * @param dev whether device nodes work
 */
record MountOptions(int threads, boolean suid, boolean dev) {
    private static final String THREADS = "threads";
    private static final String SUID = "suid";
    private static final String DEV = "dev";
    private static final int MAX_THREADS = 256;
    private static final int MS_NOSUID = 2;
    private static final int MS_NODEV = 4;

    static MountOptions read(Map<String, String> options) throws CompositionException {
        Set<String> unknown = new TreeSet<>(options.keySet());
        unknown.removeAll(Set.of(THREADS, SUID, DEV));
        if (!unknown.isEmpty()) {
            throw new CompositionException(
                    "mount option " + String.join(", ", unknown) + " is unknown; there are threads, suid, dev");
        }
        return new MountOptions(threads(options.get(THREADS)), flag(SUID, options), flag(DEV, options));
    }

    /** Flags of mount(2). */
    int flags() {
        return (suid ? 0 : MS_NOSUID) | (dev ? 0 : MS_NODEV);
    }

    private static int threads(String text) throws CompositionException {
        if (text == null) {
            return Math.max(2, Runtime.getRuntime().availableProcessors());
        }
        try {
            int threads = Integer.parseInt(text.trim());
            if (threads >= 1 && threads <= MAX_THREADS) {
                return threads;
            }
        } catch (NumberFormatException e) {
            throw wrong(THREADS, text, "a number from 1 to " + MAX_THREADS, e);
        }
        throw wrong(THREADS, text, "a number from 1 to " + MAX_THREADS, null);
    }

    private static boolean flag(String name, Map<String, String> options) throws CompositionException {
        String text = options.getOrDefault(name, "false");
        if (!text.equals("true") && !text.equals("false")) {
            throw wrong(name, text, "true or false", null);
        }
        return text.equals("true");
    }

    private static CompositionException wrong(String name, String text, String wanted, Throwable cause) {
        return new CompositionException("mount option " + name + ": '" + text + "' is not " + wanted, cause);
    }
}
