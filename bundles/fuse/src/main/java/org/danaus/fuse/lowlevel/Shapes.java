package org.danaus.fuse.lowlevel;

import jnr.ffi.annotations.Delegate;

/**
 * The shapes of the functions that libfuse calls, all parameters primitive so that an upcall makes no objects for them. Each is named by what follows the request.
 */
public final class Shapes {
    private Shapes() {}

    /** A node: readlink, statfs. Also (user data, connection): init; (request, data): an interrupt. */
    public interface Node {
        @Delegate
        void call(long request, long node);
    }

    /** A node and one more: lookup, forget, getattr, open, flush, release, listxattr, …; and forget_multi. */
    public interface Node1 {
        @Delegate
        void call(long request, long node, long a);
    }

    /** A node and two more: link, symlink, getxattr, getlk. */
    public interface Node2 {
        @Delegate
        void call(long request, long node, long a, long b);
    }

    /** A node and three more: rename, read, readdir. */
    public interface Node3 {
        @Delegate
        void call(long request, long node, long a, long b, long c);
    }

    /** A node and four more: write. */
    public interface Node4 {
        @Delegate
        void call(long request, long node, long a, long b, long c, long d);
    }

    /** A node, a name and a mode: mkdir. And flock: node, file, operation. */
    public interface Node1Int {
        @Delegate
        void call(long request, long node, long a, int b);
    }

    /** A node, a name, a mode and one more: mknod, create. */
    public interface Node1Int1 {
        @Delegate
        void call(long request, long node, long a, int b, long c);
    }

    /** A node, an int and one more: fsync, fsyncdir. */
    public interface NodeInt1 {
        @Delegate
        void call(long request, long node, int a, long b);
    }

    /** A node, file, lock, and whether to wait: setlk. */
    public interface Node2Int {
        @Delegate
        void call(long request, long node, long a, long b, int c);
    }

    /** A node, three more and flags: setxattr. */
    public interface Node3Int {
        @Delegate
        void call(long request, long node, long a, long b, long c, int d);
    }

    /** A node, a mode and three more: fallocate. */
    public interface NodeInt3 {
        @Delegate
        void call(long request, long node, int a, long b, long c, long d);
    }
}
