package org.danaus.libservice;

import java.nio.ByteBuffer;
import java.util.Map;

/**
 * One storage function, such as a union, a cache or a client of a backend, with a POSIX-like interface (libservice of the Danaus paper, §3.1 and §4.2).
 * Layers are stacked by plain calls: a layer keeps references to those below and calls them on the thread that called it.
 *
 * <p><b>Threads.</b> Every operation may be called by any number of threads at once. An operation waits only for the backend; advisory locks are not its business
 * ({@link OpenFile#lock} tells it of them). Operations that change one directory or file are atomic against each other.
 *
 * <p><b>Arguments.</b> Nodes and open files are those that this instance gave out (or took over, {@link Handover}). Structures marked as filled ({@code found},
 * {@code result}) are written only on success. The caller keeps ownership of every argument.
 *
 * <p><b>Errors</b> are those the Linux kernel gives for the call of the same name; only {@link ErrnoException} leaves an operation. Permissions are not checked
 * (DESIGN §4); types are: ENOTDIR, EISDIR, EINVAL. A layer that is not {@link Traits#writable()} answers EROFS to every change.
 *
 * <p><b>Life.</b> Made by a {@link LibserviceFactory}; {@link #close()} is the last call.
 */
public interface Libservice {
    /** What this instance promises. The same object for its whole life. */
    Traits traits();

    /** The root directory. Always the same node. */
    Node root();

    /**
     * Finds an entry.
     *
     * @param found filled with the attributes of what was found
     * @return the node, or null if there is no such entry (no exception: it is no failure)
     * @throws ErrnoException ENOTDIR, EIO
     */
    Node lookup(Caller caller, Node directory, Name name, Attributes found) throws ErrnoException;

    /**
     * Resolves as many components of a path as this layer can in one call; symbolic links and {@code ..} are left to the service. The default goes
     * component by component.
     *
     * @param path bytes; components between {@code offset} and {@code offset + length} separated by {@code /}
     * @param walk filled with the last node found, its attributes and how far the path was used
     * @throws ErrnoException ENOENT, ENOTDIR, ENAMETOOLONG
     */
    default void walk(Caller caller, Node from, byte[] path, int offset, int length, Walk walk) throws ErrnoException {
        walk.byComponents(this, caller, from, path, offset, length);
    }

    /** Fills in a file's attributes. */
    void getattr(Caller caller, Node node, Attributes result) throws ErrnoException;

    /**
     * Changes attributes; all that the change names, or none.
     *
     * @param file an open file of the node if the change came through one (ftruncate), otherwise null
     * @param result filled with the attributes after the change
     */
    void setattr(Caller caller, Node node, OpenFile file, AttributeChange change, Attributes result)
            throws ErrnoException;

    /** The target of a symbolic link, 1 to 4095 bytes. @throws ErrnoException EINVAL if it is none */
    byte[] readlink(Caller caller, Node node) throws ErrnoException;

    /**
     * Creates a regular file and opens it, atomically; always as with O_EXCL: the service has looked the name up.
     *
     * @param flags {@link OpenFlags}
     * @param mode permission bits, umask applied
     * @param result filled with the new file's attributes
     * @throws ErrnoException EEXIST
     */
    OpenFile create(Caller caller, Node directory, Name name, int flags, int mode, Attributes result)
            throws ErrnoException;

    /** Creates a regular file without a name and opens it: O_TMPFILE. @throws ErrnoException EOPNOTSUPP if the layer cannot */
    default OpenFile createUnnamed(Caller caller, Node directory, int flags, int mode, Attributes result)
            throws ErrnoException {
        throw Errno.EOPNOTSUPP.exception();
    }

    /**
     * Creates a file of any type but directory and symbolic link.
     *
     * @param mode file type and permission bits, umask applied
     * @param device device number for device nodes, otherwise 0
     */
    Node mknod(Caller caller, Node directory, Name name, int mode, long device, Attributes result)
            throws ErrnoException;

    /** Creates a directory. @param mode permission bits, umask applied */
    Node mkdir(Caller caller, Node directory, Name name, int mode, Attributes result) throws ErrnoException;

    /** Creates a symbolic link. @param target 1 to 4095 bytes without NUL */
    Node symlink(Caller caller, Node directory, Name name, byte[] target, Attributes result) throws ErrnoException;

    /**
     * Gives a file one more name; also one that never had one ({@link #createUnnamed}).
     *
     * @param result filled with the file's attributes after it
     * @throws ErrnoException EEXIST, EPERM for a directory, EMLINK, ENOENT if its last name was removed
     */
    void link(Caller caller, Node node, Node directory, Name name, Attributes result) throws ErrnoException;

    /** Removes an entry that is no directory. @throws ErrnoException ENOENT, EISDIR */
    void unlink(Caller caller, Node directory, Name name) throws ErrnoException;

    /** Removes an empty directory. @throws ErrnoException ENOENT, ENOTDIR, ENOTEMPTY */
    void rmdir(Caller caller, Node directory, Name name) throws ErrnoException;

    /**
     * Moves an entry, replacing one at the new name as rename(2) does.
     *
     * @param flags {@link RenameFlags}
     * @throws ErrnoException ENOENT, EEXIST, ENOTEMPTY, EISDIR, ENOTDIR, EINVAL (into itself, or a flag that the layer cannot honour)
     */
    void rename(Caller caller, Node fromDirectory, Name from, Node toDirectory, Name to, int flags)
            throws ErrnoException;

    /** Opens a regular file. @param flags {@link OpenFlags}; TRUNC is honoured, CREAT and EXCL are not */
    OpenFile open(Caller caller, Node node, int flags) throws ErrnoException;

    /** Opens a directory for listing. */
    OpenDirectory openDirectory(Caller caller, Node node) throws ErrnoException;

    /** Fills in what statvfs(3) says of the filesystem that holds a node. */
    void statfs(Caller caller, Node node, FilesystemStatistics result) throws ErrnoException;

    /**
     * Reads an extended attribute.
     *
     * @param value takes the value; if it has no room at all, only the size is answered
     * @return the value's size in bytes
     * @throws ErrnoException ENODATA, ERANGE if there is some room but too little, EOPNOTSUPP
     */
    int getxattr(Caller caller, Node node, Name attribute, ByteBuffer value) throws ErrnoException;

    /**
     * Lists the names of extended attributes, each followed by NUL. Room and result as for {@link #getxattr}.
     */
    int listxattr(Caller caller, Node node, ByteBuffer names) throws ErrnoException;

    /**
     * Sets an extended attribute.
     *
     * @param flags 0, or 1 (XATTR_CREATE: EEXIST if there), or 2 (XATTR_REPLACE: ENODATA if not)
     */
    void setxattr(Caller caller, Node node, Name attribute, ByteBuffer value, int flags) throws ErrnoException;

    /** Removes an extended attribute. @throws ErrnoException ENODATA */
    void removexattr(Caller caller, Node node, Name attribute) throws ErrnoException;

    /** Puts all that was written on stable storage. */
    void sync(Caller caller) throws ErrnoException;

    /** Forgets what was learnt about files that others may have changed, in this layer and those below. */
    void refresh(Caller caller) throws ErrnoException;

    /**
     * What a person may want to know of a file, such as {@code branch} and {@code copied-up}; keys in order of printing. Not for programs. Empty if there is
     * nothing to tell.
     */
    default Map<String, String> describe(Caller caller, Node node) throws ErrnoException {
        return Map.of();
    }

    /**
     * Whom the layers below tell of changes not made through this instance; nodes are theirs. Null, the default, if this instance does not follow them: every such change
     * is then told to the layer above as {@link ChangeListener#allChanged()}.
     */
    default ChangeListener changesBelow() {
        return null;
    }

    /** How state crosses when this instance, or one below it, is replaced. */
    Handover handover();

    /**
     * Gives back all that this instance itself holds, unwritten data included; also its open files and directories that nobody closed: after a hot swap their successors
     * are closed instead. What it opened in the layers below stays open, for it may have passed to a successor. Called once, when no operation runs.
     */
    void close();
}
