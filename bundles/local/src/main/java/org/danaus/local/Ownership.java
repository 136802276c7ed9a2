package org.danaus.local;

import static org.danaus.posix.Posix.LIBC;
import static org.danaus.posix.Posix.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.danaus.libservice.Caller;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Mode;
import org.danaus.posix.Fcntl;
import org.danaus.posix.Scratch;
import org.danaus.posix.Statx;

/**
 * Whose a new file is, by the kernel's rules, although the process that makes it is not the caller: made without any
 * permission, then given away, then opened up, so that nobody else can ever reach it. What the process itself would
 * make right is made at once.
 */
final class Ownership {
    private static final int CAP_FSETID = 4;
    private static final int GROUP_EXECUTE = 010;
    private static final int KEEP = -1;

    private final int uid = LIBC.geteuid();
    private final int gid = LIBC.getegid();
    private final int umask = processMask();

    /** The mode to make a file with that shall have {@code mode}. */
    int initialMode(Caller caller, int mode) {
        return isOwn(caller, mode) ? mode : 0;
    }

    /**
     * Gives a new file to the caller.
     *
     * @param directory O_PATH descriptor of the directory it is in
     * @param made descriptor of the file, may be O_PATH
     * @param mode type and permission bits it shall have
     */
    void give(Caller caller, int directory, int made, int mode) throws ErrnoException {
        if (isOwn(caller, mode)) {
            return;
        }
        Scratch scratch = Scratch.get();
        Statx statx = scratch.statx;
        check(LIBC.statx(
                directory, Scratch.EMPTY.address(), Fcntl.AT_EMPTY_PATH, Statx.TYPE_MODE_GROUP, statx.address()));
        boolean inherits = (statx.mode() & Mode.SETGID) != 0;
        int group = statx.gid();
        check(LIBC.fchownat(
                made, Scratch.EMPTY.address(), caller.uid(), inherits ? KEEP : caller.gid(), Fcntl.AT_EMPTY_PATH));
        if (!Mode.isSymlink(mode)) {
            int permissions = inherits ? inherited(caller, mode, group) : mode;
            check(LIBC.chmod(scratch.link.putDescriptor(made), permissions & Mode.PERMISSIONS));
        }
    }

    /** Whether the set-group-id bit stands if the caller sets it on a file of a group. */
    static boolean maySetGroupId(Caller caller, int group) {
        if (caller.gid() == group || (caller.capabilities() & 1L << CAP_FSETID) != 0) {
            return true;
        }
        for (int i = 0; i < caller.groupCount(); i++) {
            if (caller.group(i) == group) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether a file is as it was made: owned by this process, with no permission, of one type. For calls that make a
     * file and answer no descriptor.
     */
    boolean isFresh(Statx statx, Caller caller, int mode) {
        return (statx.mode() & Mode.TYPE) == (mode & Mode.TYPE)
                && (isOwn(caller, mode) || statx.uid() == uid && (Mode.isSymlink(mode) || (statx.mode() & 0777) == 0));
    }

    private boolean isOwn(Caller caller, int mode) {
        return caller.uid() == uid && caller.gid() == gid && (mode & umask) == 0;
    }

    /** What a set-group-id directory makes of a mode. */
    private static int inherited(Caller caller, int mode, int group) {
        if (Mode.isDirectory(mode)) {
            return mode | Mode.SETGID;
        }
        int executableByGroup = Mode.SETGID | GROUP_EXECUTE;
        return (mode & executableByGroup) == executableByGroup && !maySetGroupId(caller, group)
                ? mode & ~Mode.SETGID
                : mode;
    }

    private static int processMask() {
        String field = "Umask:";
        try {
            for (String line : Files.readString(Path.of("/proc/self/status"), StandardCharsets.ISO_8859_1)
                    .split("\n", -1)) {
                if (line.startsWith(field)) {
                    return Integer.parseInt(line.substring(field.length()).trim(), 8);
                }
            }
        } catch (IOException e) {
            return 0777;
        }
        return 0777;
    }
}
