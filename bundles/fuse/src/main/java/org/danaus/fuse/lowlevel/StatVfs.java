package org.danaus.fuse.lowlevel;

import jnr.ffi.Runtime;
import org.danaus.libservice.FilesystemStatistics;
import ru.serce.jnrfuse.struct.Statvfs;

/** struct statvfs of the C library, as jnr-fuse lays it out. */
public final class StatVfs {
    /** Room for the structure. */
    public static final int BYTES = 112;

    private static final Statvfs LAYOUT = new Statvfs(Runtime.getSystemRuntime());

    private StatVfs() {}

    /** Fills it. */
    public static void write(long address, FilesystemStatistics statistics) {
        Memory.AT.setMemory(address, BYTES, (byte) 0);
        Memory.AT.putLong(address + LAYOUT.f_bsize.offset(), statistics.blockSize);
        Memory.AT.putLong(address + LAYOUT.f_frsize.offset(), statistics.fragmentSize);
        Memory.AT.putLong(address + LAYOUT.f_blocks.offset(), statistics.blocks);
        Memory.AT.putLong(address + LAYOUT.f_bfree.offset(), statistics.freeBlocks);
        Memory.AT.putLong(address + LAYOUT.f_bavail.offset(), statistics.availableBlocks);
        Memory.AT.putLong(address + LAYOUT.f_files.offset(), statistics.files);
        Memory.AT.putLong(address + LAYOUT.f_ffree.offset(), statistics.freeFiles);
        Memory.AT.putLong(address + LAYOUT.f_favail.offset(), statistics.availableFiles);
        Memory.AT.putLong(address + LAYOUT.f_namemax.offset(), statistics.maximumName);
    }
}
