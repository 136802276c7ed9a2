package org.danaus.posix;

import java.nio.ByteBuffer;

/**
 * struct mount_attr of linux/mount.h, for mount_setattr(2).
 *
 * <pre>
 *  0 set u64   8 clear u64   16 propagation u64   24 user namespace descriptor u64   32
 * </pre>
 */
public final class MountAttributes extends Structure {
    /** Size of the structure. */
    public static final int BYTES = 32;
    /** No change at all. */
    public static final int READ_ONLY = 0x01;
    /** Set-user-id bits have no effect. */
    public static final int NO_SETUID = 0x02;
    /** Device nodes cannot be opened. */
    public static final int NO_DEVICES = 0x04;
    /** Symbolic links are not followed. */
    public static final int NO_SYMLINKS = 0x200000;
    /** Propagation: none. */
    public static final int PRIVATE = 1 << 18;

    private static final int SET = 0;
    private static final int PROPAGATION = SET + 16;

    /** In memory of {@link #BYTES}, which is zero. */
    public MountAttributes(ByteBuffer memory) {
        super(memory);
    }

    /** Fills it. */
    public void set(int attributes, int propagation) {
        memory.putLong(SET, Integer.toUnsignedLong(attributes));
        memory.putLong(PROPAGATION, Integer.toUnsignedLong(propagation));
    }
}
