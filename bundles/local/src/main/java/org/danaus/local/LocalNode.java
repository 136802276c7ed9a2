package org.danaus.local;

import org.danaus.libservice.Mode;
import org.danaus.libservice.Node;
import org.danaus.posix.FileHandle;

/**
 * A file of the host. {@link NodeTable} makes one object for each file, so identity is object identity. By its handle,
 * which the kernel refuses once the inode has been freed and its number given to another file, it finds the file again
 * when it has no descriptor; where the filesystem has no handles, it keeps its descriptor.
 */
final class LocalNode implements Node {
    private final long device;
    private final long inode;
    private final int type;
    private final byte[] handle;

    /** The descriptor that last served it, perhaps closed by now; null if none. */
    private volatile Descriptor descriptor;

    /** Whether a name of it was taken away: perhaps its last. Never becomes false again. */
    private volatile boolean lostName;

    /**
     * @param mode file mode, of which the type is taken
     * @param handle {@link FileHandle#toBytes()}, or null if the filesystem has none
     */
    LocalNode(long device, long inode, int mode, byte[] handle) {
        this.device = device;
        this.inode = inode;
        this.type = mode & Mode.TYPE;
        this.handle = handle;
    }

    long device() {
        return device;
    }

    long inode() {
        return inode;
    }

    /** File type, one of {@link Mode}; an inode never changes it. */
    int type() {
        return type;
    }

    /** Its handle, not to be changed; null if it has none. */
    byte[] handle() {
        return handle;
    }

    Descriptor descriptor() {
        return descriptor;
    }

    void descriptor(Descriptor replacement) {
        descriptor = replacement;
    }

    boolean hasLostName() {
        return lostName;
    }

    void loseName() {
        lostName = true;
    }

    /** Whether this is the file with a handle. @param other null for none */
    boolean is(FileHandle other) {
        return handle == null ? other == null : other != null && other.isSame(handle);
    }

    @Override
    public String toString() {
        return "local:" + Long.toHexString(device) + ":" + Long.toUnsignedString(inode);
    }
}
