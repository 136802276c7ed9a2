package org.danaus.local;

import static org.danaus.posix.Posix.LIBC;
import static org.danaus.posix.Posix.check;

import org.danaus.libservice.Attributes;
import org.danaus.libservice.Caller;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Mode;
import org.danaus.libservice.Name;
import org.danaus.posix.Fcntl;
import org.danaus.posix.Scratch;
import org.danaus.posix.Statx;

/** Makes files of every type. What cannot be finished is taken away again. */
final class Creation {
    private static final int CREATE = 0100;
    private static final int EXCLUSIVE = 0200;
    private static final int DIRECTORY_MODE = 01777;
    private static final int PLACE = Fcntl.O_PATH | Fcntl.O_NOFOLLOW | Fcntl.O_CLOEXEC;

    private final LocalTree tree;
    private final Ownership ownership = new Ownership();

    Creation(LocalTree tree) {
        this.tree = tree;
    }

    /** A regular file, open. @param name null for a file without one */
    LocalFile regular(
            LocalLibservice owner,
            Caller caller,
            LocalNode directory,
            Name name,
            int flags,
            int mode,
            Attributes result)
            throws ErrnoException {
        int permissions = mode & Mode.PERMISSIONS;
        Descriptor at = tree.hold(directory);
        try {
            long path =
                    name == null ? Scratch.DOT.address() : Scratch.get().first.putComponent(name);
            int how = (name == null ? Fcntl.O_TMPFILE : CREATE | EXCLUSIVE) | Fcntl.O_CLOEXEC | Fcntl.O_NOCTTY;
            int made = check(LIBC.openat(
                    at.number(), path, how | LocalFile.passed(flags), ownership.initialMode(caller, permissions)));
            LocalFile file = null;
            try {
                ownership.give(caller, at.number(), made, Mode.REGULAR | permissions);
                file = new LocalFile(owner, tree.identify(made, result), flags, made);
                return file;
            } finally {
                if (file == null) {
                    LIBC.close(made);
                    if (name != null) {
                        LIBC.unlinkat(at.number(), Scratch.get().first.putComponent(name), 0);
                    }
                }
            }
        } finally {
            at.release();
        }
    }

    LocalNode directory(Caller caller, LocalNode directory, Name name, int mode, Attributes result)
            throws ErrnoException {
        int kept = mode & DIRECTORY_MODE;
        Descriptor at = tree.hold(directory);
        try {
            long path = Scratch.get().first.putComponent(name);
            check(LIBC.mkdirat(at.number(), path, ownership.initialMode(caller, kept)));
            return finish(caller, at.number(), name, Mode.DIRECTORY | kept, result);
        } finally {
            at.release();
        }
    }

    LocalNode special(Caller caller, LocalNode directory, Name name, int mode, long device, Attributes result)
            throws ErrnoException {
        int type = (mode & Mode.TYPE) == 0 ? Mode.REGULAR : mode & Mode.TYPE;
        int permissions = mode & Mode.PERMISSIONS;
        Descriptor at = tree.hold(directory);
        try {
            long path = Scratch.get().first.putComponent(name);
            check(LIBC.mknodat(at.number(), path, type | ownership.initialMode(caller, permissions), device));
            return finish(caller, at.number(), name, type | permissions, result);
        } finally {
            at.release();
        }
    }

    LocalNode symlink(Caller caller, LocalNode directory, Name name, byte[] target, Attributes result)
            throws ErrnoException {
        Descriptor at = tree.hold(directory);
        try {
            Scratch scratch = Scratch.get();
            long nativeTarget = scratch.second.put(target, 0, target.length);
            check(LIBC.symlinkat(nativeTarget, at.number(), scratch.first.putComponent(name)));
            return finish(caller, at.number(), name, Mode.SYMLINK, result);
        } finally {
            at.release();
        }
    }

    private LocalNode finish(Caller caller, int directory, Name name, int mode, Attributes result)
            throws ErrnoException {
        boolean done = false;
        boolean foreign = false;
        int place = -1;
        try {
            place = check(LIBC.openat(directory, Scratch.get().first.putComponent(name), PLACE, 0));
            Statx statx = Scratch.get().statx;
            check(LIBC.statx(place, Scratch.EMPTY.address(), Fcntl.AT_EMPTY_PATH, Statx.ALL, statx.address()));
            if (!ownership.isFresh(statx, caller, mode)) {
                // Somebody else moved another file here in the meantime: it is not ours to give away, nor to remove.
                foreign = true;
                throw Errno.ESTALE.exception();
            }
            ownership.give(caller, directory, place, mode);
            int adopted = place;
            place = -1;
            LocalNode node = tree.adopt(adopted, result);
            done = true;
            return node;
        } finally {
            if (place != -1) {
                LIBC.close(place);
            }
            if (!done && !foreign) {
                int flags = Mode.isDirectory(mode) ? Fcntl.AT_REMOVEDIR : 0;
                LIBC.unlinkat(directory, Scratch.get().first.putComponent(name), flags);
            }
        }
    }
}
