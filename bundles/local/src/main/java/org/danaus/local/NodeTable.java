package org.danaus.local;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.danaus.posix.FileHandle;

/**
 * All nodes that somebody still refers to, by device and inode number. Safe for all threads; finding one allocates
 * nothing.
 */
final class NodeTable {
    private final Cache<Key, LocalNode> nodes =
            Caffeine.newBuilder().weakValues().executor(Runnable::run).build();
    private final ThreadLocal<Key> probe = ThreadLocal.withInitial(() -> new Key(0, 0));

    /** The node that last had the number, or null; its file may be gone and the number another's. */
    LocalNode find(long device, long inode) {
        Key key = probe.get();
        key.device = device;
        key.inode = inode;
        return nodes.getIfPresent(key);
    }

    /** The one node of a file that exists now. @param handle its handle, null if it has none */
    LocalNode intern(long device, long inode, int mode, FileHandle handle) {
        LocalNode known = find(device, inode);
        if (known != null && known.is(handle)) {
            return known;
        }
        LocalNode fresh = new LocalNode(device, inode, mode, handle == null ? null : handle.toBytes());
        return nodes.asMap()
                .compute(new Key(device, inode), (key, other) -> other != null && other.is(handle) ? other : fresh);
    }

    /** A node made by another way than looking it up becomes the one of its number. */
    void put(LocalNode node) {
        nodes.put(new Key(node.device(), node.inode()), node);
    }

    /** Changed only while it is a thread's probe, never as a key of the table. */
    private static final class Key {
        private long device;
        private long inode;

        Key(long device, long inode) {
            this.device = device;
            this.inode = inode;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && device == key.device && inode == key.inode;
        }

        @Override
        public int hashCode() {
            long mixed = (device * 31 + inode) * 0x9E3779B97F4A7C15L;
            return (int) (mixed >>> 32);
        }
    }
}
