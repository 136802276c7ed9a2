package org.danaus.local;

import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Mode;
import org.danaus.libservice.Walk;
import org.danaus.posix.NativeString;
import org.danaus.posix.Scratch;

/**
 * Resolves a path of plain components in two lookups, however long it is: the parent, in which the kernel follows no
 * symbolic link, and the last component.
 */
final class PathWalk {
    private PathWalk() {}

    /**
     * @return false if the path is not for this: {@code .}, {@code ..} or nothing between slashes, fewer than three
     *     components, or a symbolic link on the way
     */
    static boolean run(LocalTree tree, LocalNode from, byte[] path, int offset, int length, Walk walk)
            throws ErrnoException {
        int last = lastComponent(path, offset, length);
        if (last < 0) {
            return false;
        }
        NativeString nativePath = Scratch.get().first;
        LocalNode parent;
        try {
            parent = tree.find(from, nativePath.put(path, offset, last - 1 - offset), walk.attributes);
        } catch (ErrnoException e) {
            if (e.errno() == Errno.ELOOP) {
                return false;
            }
            throw e;
        }
        if (parent == null) {
            throw Errno.ENOENT.exception();
        }
        if (parent.type() == Mode.SYMLINK) {
            return false;
        }
        LocalNode node = tree.find(parent, nativePath.put(path, last, offset + length - last), walk.attributes);
        if (node == null) {
            throw Errno.ENOENT.exception();
        }
        walk.node = node;
        walk.parent = parent;
        walk.used = length;
        return true;
    }

    /** Where the last of three or more components begins, or -1. */
    private static int lastComponent(byte[] path, int offset, int length) {
        int components = 0;
        int start = offset;
        int last = -1;
        for (int i = offset; i <= offset + length; i++) {
            if (i < offset + length && path[i] != '/') {
                continue;
            }
            int bytes = i - start;
            boolean dots = bytes <= 2 && (bytes == 0 || path[start] == '.' && path[i - 1] == '.');
            if (dots) {
                return -1;
            }
            components++;
            last = start;
            start = i + 1;
        }
        return components >= 3 ? last : -1;
    }
}
