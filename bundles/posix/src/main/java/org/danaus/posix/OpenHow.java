package org.danaus.posix;

import java.nio.ByteBuffer;

/**
 * struct open_how of linux/openat2.h.
 *
 * <pre>
 *  0 flags u64   8 mode u64   16 resolve u64   24
 * </pre>
 */
public final class OpenHow extends Structure {
    /** Size of the structure. */
    public static final int BYTES = 24;
    /** Resolve flag: stay on the mount. */
    public static final int NO_XDEV = 0x01;
    /** Resolve flag: no links of /proc. */
    public static final int NO_MAGICLINKS = 0x02;
    /** Resolve flag: no symbolic links. */
    public static final int NO_SYMLINKS = 0x04;
    /** Resolve flag: nothing outside the directory. */
    public static final int BENEATH = 0x08;

    private static final int FLAGS = 0;
    private static final int MODE = FLAGS + 8;
    private static final int RESOLVE = MODE + 8;

    /** In memory of {@link #BYTES}. */
    public OpenHow(ByteBuffer memory) {
        super(memory);
    }

    /** Fills it. */
    public void set(int flags, int mode, int resolve) {
        memory.putLong(FLAGS, Integer.toUnsignedLong(flags));
        memory.putLong(MODE, Integer.toUnsignedLong(mode));
        memory.putLong(RESOLVE, Integer.toUnsignedLong(resolve));
    }
}
