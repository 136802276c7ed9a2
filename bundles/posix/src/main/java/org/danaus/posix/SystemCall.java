package org.danaus.posix;

/** Numbers of system calls the C library has no function for. */
public final class SystemCall {
    /** open_tree(directory, path, flags). */
    public static final int OPEN_TREE = 428;
    /** openat2(directory, path, {@link OpenHow}, size). */
    public static final int OPENAT2 = 437;
    /** mount_setattr(directory, path, flags, {@link MountAttributes}, size). */
    public static final int MOUNT_SETATTR = 442;

    /** open_tree: a mount of its own, detached. */
    public static final int OPEN_TREE_CLONE = 1;

    private SystemCall() {}
}
