package org.danaus.fuse.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.danaus.libservice.Caller;

/** Which groups a caller is in. Requests do not say; the kernel is asked only in the rare case that it matters. */
final class Groups {
    private static final String LINE = "Groups:";

    private Groups() {}

    /** Whether a group is the caller's own or one of its supplementary ones; root counts as a member of all. */
    static boolean isMember(Caller caller, int group) {
        if (caller.uid() == 0 || caller.gid() == group) {
            return true;
        }
        String wanted = Integer.toUnsignedString(group);
        try {
            for (String line : Files.readAllLines(Path.of("/proc", Integer.toString(caller.pid()), "status"))) {
                if (line.startsWith(LINE)) {
                    for (String known : line.substring(LINE.length()).trim().split(" ")) {
                        if (known.equals(wanted)) {
                            return true;
                        }
                    }
                }
            }
        } catch (IOException e) {
            // The caller has gone, or lives where we cannot see it: it is treated as no member.
            return false;
        }
        return false;
    }
}
