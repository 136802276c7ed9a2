package org.danaus.posix;

import java.nio.ByteBuffer;
import org.danaus.libservice.FilesystemStatistics;

/**
 * struct statvfs of sys/statvfs.h, 64 bits.
 *
 * <pre>
 *  0 bsize u64   8 frsize u64   16 blocks u64   24 bfree u64   32 bavail u64
 * 40 files u64  48 ffree u64    56 favail u64   64 fsid u64    72 flag u64   80 namemax u64   … 112
 * </pre>
 */
public final class Statvfs extends Structure {
    /** Size of the structure. */
    public static final int BYTES = 112;

    private static final long READ_ONLY = 1;
    private static final int BLOCK_SIZE = 0;
    private static final int FRAGMENT_SIZE = BLOCK_SIZE + 8;
    private static final int BLOCKS = FRAGMENT_SIZE + 8;
    private static final int FREE_BLOCKS = BLOCKS + 8;
    private static final int AVAILABLE_BLOCKS = FREE_BLOCKS + 8;
    private static final int FILES = AVAILABLE_BLOCKS + 8;
    private static final int FREE_FILES = FILES + 8;
    private static final int AVAILABLE_FILES = FREE_FILES + 8;
    private static final int FLAGS = AVAILABLE_FILES + 16;
    private static final int MAXIMUM_NAME = FLAGS + 8;

    /** In memory of {@link #BYTES}. */
    public Statvfs(ByteBuffer memory) {
        super(memory);
    }

    /** Whether nothing can be changed there. */
    public boolean isReadOnly() {
        return (memory.getLong(FLAGS) & READ_ONLY) != 0;
    }

    /** Copies all values out. */
    public void copyTo(FilesystemStatistics result) {
        result.blockSize = memory.getLong(BLOCK_SIZE);
        result.fragmentSize = memory.getLong(FRAGMENT_SIZE);
        result.blocks = memory.getLong(BLOCKS);
        result.freeBlocks = memory.getLong(FREE_BLOCKS);
        result.availableBlocks = memory.getLong(AVAILABLE_BLOCKS);
        result.files = memory.getLong(FILES);
        result.freeFiles = memory.getLong(FREE_FILES);
        result.availableFiles = memory.getLong(AVAILABLE_FILES);
        result.maximumName = (int) memory.getLong(MAXIMUM_NAME);
    }
}
