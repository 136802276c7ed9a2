package org.danaus.libservice;

/** Flags of renameat2(2). A layer answers EINVAL for a flag it cannot honour. */
public final class RenameFlags {
    /** Fail with EEXIST if the new name exists. */
    public static final int NOREPLACE = 1;
    /** Exchange the two names atomically; both must exist. */
    public static final int EXCHANGE = 2;
    /** Leave a whiteout (character device 0/0) at the old name, atomically with the rename. */
    public static final int WHITEOUT = 4;

    private RenameFlags() {}
}
