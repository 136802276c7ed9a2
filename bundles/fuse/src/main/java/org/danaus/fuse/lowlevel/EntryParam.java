package org.danaus.fuse.lowlevel;

/**
 * struct fuse_entry_param.
 *
 * <pre>
 *  0 node id u64   8 generation u64   16 {@link Stat}   160 attribute timeout f64   168 entry timeout f64   176
 * </pre>
 */
public final class EntryParam {
    /** Offset of the attributes. */
    public static final int STAT = 16;
    /** Size of the structure. */
    public static final int BYTES = 176;

    private static final int NODE = 0;
    private static final int GENERATION = NODE + 8;
    private static final int ATTRIBUTE_TIMEOUT = STAT + Stat.BYTES;
    private static final int ENTRY_TIMEOUT = ATTRIBUTE_TIMEOUT + 8;

    private EntryParam() {}

    /** Fills all but the attributes; timeouts are the seconds for which the kernel may hold them. */
    public static void set(long address, long node, long generation, double attributes, double entry) {
        Memory.AT.putLong(address + NODE, node);
        Memory.AT.putLong(address + GENERATION, generation);
        Memory.AT.putDouble(address + ATTRIBUTE_TIMEOUT, attributes);
        Memory.AT.putDouble(address + ENTRY_TIMEOUT, entry);
    }
}
