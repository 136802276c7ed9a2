package org.danaus.union;

import java.util.Map;
import org.danaus.libservice.Caller;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.OpenFile;
import org.danaus.libservice.OpenFlags;
import org.danaus.libservice.RenameFlags;

/**
 * One thing that a user does.
 *
 * @param salt tells texts, modes and open files apart
 */
record Action(Kind kind, String path, String other, int salt) {
    static final String ATTRIBUTE = "user.mark";

    private static final int HANDLES = 3;

    enum Kind {
        CREATE,
        MKDIR,
        SYMLINK,
        LINK,
        SETXATTR,
        UNLINK,
        RMDIR,
        WRITE,
        TRUNCATE,
        CHMOD,
        RENAME,
        RENAME_AGAIN,
        RENAME_OFTEN,
        NOREPLACE,
        EXCHANGE,
        OPEN_READ,
        OPEN_WRITE,
        HANDLE_READ,
        HANDLE_WRITE,
        CLOSE,
        REOPEN
    }

    Action within(String prefix) {
        return new Action(kind, prefix + path, prefix + other, salt);
    }

    /** Does it. @return what came of it: an error's name, or what was read */
    String on(Tree tree, Map<Integer, OpenFile> opened) {
        try {
            return act(tree, opened);
        } catch (ErrnoException e) {
            return e.errno().name();
        }
    }

    private String act(Tree tree, Map<Integer, OpenFile> opened) throws ErrnoException {
        int handle = salt % HANDLES;
        switch (kind) {
            case CREATE -> tree.file(path, "text " + salt);
            case MKDIR -> tree.mkdir(path);
            case SYMLINK -> tree.symlink(path, other);
            case LINK -> tree.link(path, other);
            case SETXATTR -> tree.setxattr(path, ATTRIBUTE, "mark " + salt);
            case UNLINK -> tree.unlink(path);
            case RMDIR -> tree.rmdir(path);
            case WRITE -> tree.write(path, "written " + salt);
            case TRUNCATE -> tree.truncate(path, salt % 8);
            case CHMOD -> tree.chmod(path, 0700 | salt);
            case RENAME, RENAME_AGAIN, RENAME_OFTEN -> tree.rename(path, other);
            case NOREPLACE -> tree.rename(path, other, RenameFlags.NOREPLACE);
            case EXCHANGE -> tree.rename(path, other, RenameFlags.EXCHANGE);
            case OPEN_READ -> keep(tree, opened, handle, OpenFlags.RDONLY);
            case OPEN_WRITE -> keep(tree, opened, handle, OpenFlags.RDWR);
            case HANDLE_READ -> {
                return Tree.read(file(opened, handle));
            }
            case HANDLE_WRITE -> file(opened, handle).write(Caller.SERVICE, salt % 8, Tree.buffer("W" + salt));
            case CLOSE -> {
                file(opened, handle).close();
                opened.remove(handle);
            }
            case REOPEN -> throw new IllegalStateException("only the comparison can open a union anew");
        }
        return "done";
    }

    private void keep(Tree tree, Map<Integer, OpenFile> opened, int handle, int flags) throws ErrnoException {
        OpenFile file = tree.open(path, flags);
        OpenFile before = opened.put(handle, file);
        if (before != null) {
            before.close();
        }
    }

    private static OpenFile file(Map<Integer, OpenFile> opened, int handle) throws ErrnoException {
        OpenFile file = opened.get(handle);
        if (file == null) {
            throw Errno.EBADF.exception();
        }
        return file;
    }

    @Override
    public String toString() {
        return kind + " " + path + " " + other + " " + salt;
    }
}
