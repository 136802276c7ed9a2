package org.danaus.fuse.lowlevel;

import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import org.danaus.libservice.AttributeChange;
import org.danaus.libservice.Attributes;
import ru.serce.jnrfuse.struct.FileStat;

/** struct stat of the C library, as jnr-fuse lays it out; the three times follow the count of blocks, each as seconds and nanoseconds of 64 bits. */
public final class Stat {
    private static final FileStat LAYOUT = FileStat.of(Pointer.wrap(Runtime.getSystemRuntime(), 0L));
    private static final long INODE = LAYOUT.st_ino.offset();
    private static final long LINKS = LAYOUT.st_nlink.offset();
    private static final long MODE = LAYOUT.st_mode.offset();
    private static final long UID = LAYOUT.st_uid.offset();
    private static final long GID = LAYOUT.st_gid.offset();
    private static final long DEVICE = LAYOUT.st_rdev.offset();
    private static final long SIZE = LAYOUT.st_size.offset();
    private static final long BLOCK_SIZE = LAYOUT.st_blksize.offset();
    private static final long BLOCKS = LAYOUT.st_blocks.offset();
    private static final long ACCESS = BLOCKS + 8;
    private static final long MODIFY = ACCESS + 16;
    private static final long CHANGE = MODIFY + 16;
    private static final long NANOS = 8;
    /** Size of the structure. */
    public static final int BYTES = 144;

    private Stat() {}

    /** Fills it. */
    public static void write(long address, Attributes attributes) {
        Memory.AT.putLong(address + INODE, attributes.inode);
        Memory.AT.putLong(address + LINKS, Integer.toUnsignedLong(attributes.links));
        Memory.AT.putInt(address + MODE, attributes.mode);
        Memory.AT.putInt(address + UID, attributes.uid);
        Memory.AT.putInt(address + GID, attributes.gid);
        Memory.AT.putLong(address + DEVICE, attributes.device);
        Memory.AT.putLong(address + SIZE, attributes.size);
        Memory.AT.putLong(address + BLOCK_SIZE, attributes.blockSize);
        Memory.AT.putLong(address + BLOCKS, attributes.blocks);
        time(address + ACCESS, attributes.accessSeconds, attributes.accessNanos);
        time(address + MODIFY, attributes.modifySeconds, attributes.modifyNanos);
        time(address + CHANGE, attributes.changeSeconds, attributes.changeNanos);
    }

    /** Takes over the values of what shall be set. @param set FUSE_SET_ATTR_ bits, which are those of {@link AttributeChange} */
    public static void read(long address, int set, AttributeChange change) {
        change.mask = set;
        change.mode = Memory.AT.getInt(address + MODE) & org.danaus.libservice.Mode.PERMISSIONS;
        change.uid = Memory.AT.getInt(address + UID);
        change.gid = Memory.AT.getInt(address + GID);
        change.size = Memory.AT.getLong(address + SIZE);
        change.accessSeconds = Memory.AT.getLong(address + ACCESS);
        change.accessNanos = (int) Memory.AT.getLong(address + ACCESS + NANOS);
        change.modifySeconds = Memory.AT.getLong(address + MODIFY);
        change.modifyNanos = (int) Memory.AT.getLong(address + MODIFY + NANOS);
    }

    private static void time(long address, long seconds, int nanos) {
        Memory.AT.putLong(address, seconds);
        Memory.AT.putLong(address + NANOS, nanos);
    }
}
