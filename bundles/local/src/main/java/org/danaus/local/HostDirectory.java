package org.danaus.local;

import static org.danaus.posix.Posix.LIBC;
import static org.danaus.posix.Posix.check;

import org.danaus.libservice.CompositionException;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.danaus.posix.Fcntl;
import org.danaus.posix.FileHandle;
import org.danaus.posix.MountAttributes;
import org.danaus.posix.Posix;
import org.danaus.posix.Scratch;
import org.danaus.posix.Statx;
import org.danaus.posix.SystemCall;

/**
 * The directory that a backend serves, as a private, detached mount of its own: a bind mount that has no place in the
 * host's tree. So the kernel itself keeps the backend inside: {@code ..} ends at the directory, symbolic links are
 * never followed, device nodes cannot be opened, and nothing that is mounted beneath the directory (our own mounts
 * among it, which this process must never touch) is there. With {@code readonly} the mount is read-only, access times
 * included. It lives as long as a descriptor on it.
 */
final class HostDirectory {
    private final String path;
    private final int tree;
    private final int root;
    private final long device;
    private final long inode;
    private final boolean handles;
    private final boolean writable;

    private HostDirectory(String path, int tree, int root) throws ErrnoException {
        this.path = path;
        this.tree = tree;
        this.root = root;
        Scratch scratch = Scratch.get();
        Statx statx = scratch.statx;
        check(LIBC.statx(root, Scratch.EMPTY.address(), Fcntl.AT_EMPTY_PATH, Statx.ALL, statx.address()));
        this.device = statx.device();
        this.inode = statx.inode();
        check(LIBC.fstatvfs(root, scratch.statvfs.address()));
        this.writable = !scratch.statvfs.isReadOnly();
        this.handles = canReopen(scratch.handle);
    }

    /** Opens a directory. @throws CompositionException if there is none at that path, or it cannot be served */
    static HostDirectory open(String path, boolean readonly) throws CompositionException {
        if (!path.startsWith("/") || path.indexOf('\0') >= 0) {
            throw new CompositionException("local: directory " + path + " is not an absolute path: begin it with /");
        }
        int place;
        try {
            long nativePath = Scratch.get().first.put(path);
            place = check(LIBC.open(nativePath, Fcntl.O_PATH | Fcntl.O_DIRECTORY | Fcntl.O_CLOEXEC, 0));
        } catch (ErrnoException e) {
            throw new CompositionException("local: directory " + path + " " + whyNot(e.errno()), e);
        }
        try {
            refuseOwnMount(path, place);
            return mount(path, place, readonly);
        } finally {
            LIBC.close(place);
        }
    }

    /** As the option gave it. */
    String path() {
        return path;
    }

    /** A descriptor of the directory, to read it, to open by handle and to sync; not O_PATH. */
    int root() {
        return root;
    }

    /** Device of the directory. */
    long device() {
        return device;
    }

    /** Inode of the directory. */
    long inode() {
        return inode;
    }

    /** Whether its filesystem gives handles by which a file can be opened again. */
    boolean handles() {
        return handles;
    }

    /** Whether anything can be changed. */
    boolean writable() {
        return writable;
    }

    /** Gives the directory back. */
    void close() {
        LIBC.close(root);
        LIBC.close(tree);
    }

    private static HostDirectory mount(String path, int place, boolean readonly) throws CompositionException {
        int tree = -1;
        int root = -1;
        HostDirectory directory = null;
        try {
            tree = (int) check(LIBC.syscall(
                    SystemCall.OPEN_TREE,
                    place,
                    Scratch.EMPTY.address(),
                    Fcntl.AT_EMPTY_PATH | Fcntl.O_CLOEXEC | SystemCall.OPEN_TREE_CLONE,
                    0L));
            MountAttributes attributes = Scratch.get().mountAttributes;
            int always = MountAttributes.NO_SYMLINKS | MountAttributes.NO_DEVICES | MountAttributes.NO_SETUID;
            attributes.set(always | (readonly ? MountAttributes.READ_ONLY : 0), MountAttributes.PRIVATE);
            check(LIBC.syscall(
                    SystemCall.MOUNT_SETATTR,
                    tree,
                    Scratch.EMPTY.address(),
                    Fcntl.AT_EMPTY_PATH,
                    Posix.pointer(attributes.address()),
                    MountAttributes.BYTES));
            root = check(LIBC.openat(
                    tree, Scratch.DOT.address(), Fcntl.O_DIRECTORY | Fcntl.O_CLOEXEC | Fcntl.O_NONBLOCK, 0));
            directory = new HostDirectory(path, tree, root);
            return directory;
        } catch (ErrnoException e) {
            throw new CompositionException(
                    "local: directory " + path + " cannot be mounted privately ("
                            + e.errno().text() + "): run as root with CAP_SYS_ADMIN, on Linux 5.14 or later",
                    e);
        } finally {
            if (directory == null) {
                closeIfOpen(root);
                closeIfOpen(tree);
            }
        }
    }

    private static void refuseOwnMount(String path, int place) throws CompositionException {
        Statx statx = Scratch.get().statx;
        if (LIBC.statx(place, Scratch.EMPTY.address(), Fcntl.AT_EMPTY_PATH, Statx.MOUNT_ID, statx.address()) == -1) {
            throw new CompositionException(
                    "local: directory " + path + " " + whyNot(Posix.error().errno()));
        }
        MountTable.Mount mount = MountTable.find(statx.mountId());
        if (mount != null && mount.isDanaus()) {
            throw new CompositionException("local: directory " + path + " is inside the Danaus mount " + mount.point()
                    + ": name that filesystem as a stack instead");
        }
    }

    private static String whyNot(Errno errno) {
        return switch (errno) {
            case ENOENT -> "does not exist: create it, or name another";
            case ENOTDIR -> "is not a directory: name one";
            case EACCES, EPERM -> "may not be opened by this process: run as root, or name another";
            case ENOTCONN -> "is on a mount whose server has died: unmount it first";
            default -> "cannot be opened (" + errno.text() + "): repair it, or name another";
        };
    }

    private boolean canReopen(FileHandle handle) {
        handle.clear();
        if (LIBC.name_to_handle_at(
                        root, Scratch.EMPTY.address(), handle.address(), handle.mountAddress(), Fcntl.AT_EMPTY_PATH)
                == -1) {
            return false;
        }
        int again = LIBC.open_by_handle_at(root, handle.address(), Fcntl.O_PATH | Fcntl.O_CLOEXEC | Fcntl.O_NOFOLLOW);
        closeIfOpen(again);
        return again != -1;
    }

    private static void closeIfOpen(int descriptor) {
        if (descriptor != -1) {
            LIBC.close(descriptor);
        }
    }
}
