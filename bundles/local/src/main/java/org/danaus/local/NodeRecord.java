package org.danaus.local;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import org.danaus.libservice.CompositionException;

/**
 * A node with a handle, written down for a successor.
 *
 * <pre>
 * device s64, inode s64, type s32, lost name s8, handle
 * </pre>
 *
 * @param device of the host
 * @param inode number on that device
 * @param type file type
 * @param lostName whether a name of it was taken away
 * @param handle as {@link org.danaus.posix.FileHandle#toBytes()} gives it
 */
record NodeRecord(long device, long inode, int type, boolean lostName, byte[] handle) {
    private static final int FIXED_BYTES = 8 + 8 + 4 + 1;

    static byte[] write(LocalNode node) {
        byte[] handle = node.handle();
        return ByteBuffer.allocate(FIXED_BYTES + handle.length)
                .putLong(node.device())
                .putLong(node.inode())
                .putInt(node.type())
                .put((byte) (node.hasLostName() ? 1 : 0))
                .put(handle)
                .array();
    }

    static NodeRecord read(ByteBuffer data) throws CompositionException {
        try {
            long device = data.getLong();
            long inode = data.getLong();
            int type = data.getInt();
            boolean lostName = data.get() != 0;
            byte[] handle = new byte[data.remaining()];
            data.get(handle);
            return new NodeRecord(device, inode, type, lostName, handle);
        } catch (BufferUnderflowException e) {
            throw new CompositionException("a record of the predecessor is damaged; the old stack goes on", e);
        }
    }
}
