package org.danaus.fuse.lowlevel;

/**
 * struct fuse_file_info.
 *
 * <pre>
 *  0 flags s32   8 old handle u64   16 writepage s32   20 bits u32   24 handle u64   32 lock owner u64   40
 * </pre>
 */
public final class FileInfo {
    /** Size of the structure. */
    public static final int BYTES = 40;
    /** Bit: the kernel's pages of the file stay good over this open. */
    public static final int KEEP_CACHE = 2;

    private static final int FLAGS = 0;
    private static final int WRITE_PAGE = FLAGS + 16;
    private static final int BITS = WRITE_PAGE + 4;
    private static final int HANDLE = BITS + 4;
    private static final int LOCK_OWNER = HANDLE + 8;

    private FileInfo() {}

    /** Flags of open(2); of the descriptor at the time of the call. */
    public static int flags(long address) {
        return Memory.AT.getInt(address + FLAGS);
    }

    /** What {@link #answer} put in. */
    public static long handle(long address) {
        return Memory.AT.getLong(address + HANDLE);
    }

    /** Who locks or unlocks. */
    public static long lockOwner(long address) {
        return Memory.AT.getLong(address + LOCK_OWNER);
    }

    /** Whether a write comes from the page cache and not from a caller's write(2). */
    public static boolean isWritePage(long address) {
        return Memory.AT.getInt(address + WRITE_PAGE) != 0;
    }

    /** Fills in the answer to open. */
    public static void answer(long address, long handle, int bits) {
        Memory.AT.putInt(address + BITS, bits);
        Memory.AT.putLong(address + HANDLE, handle);
    }
}
