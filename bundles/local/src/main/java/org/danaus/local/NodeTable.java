package org.danaus.local;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import org.danaus.posix.FileHandle;

/**
 * All nodes that somebody still refers to, by device and inode number. Safe for all threads; finding one takes no lock
 * and allocates nothing.
 */
final class NodeTable {
    private final ConcurrentHashMap<Key, Entry> nodes = new ConcurrentHashMap<>();
    private final ReferenceQueue<LocalNode> forgotten = new ReferenceQueue<>();
    private final ThreadLocal<Key> probe = ThreadLocal.withInitial(() -> new Key(0, 0));

    /** The node that last had the number, or null; its file may be gone and the number another's. */
    LocalNode find(long device, long inode) {
        Key key = probe.get();
        key.device = device;
        key.inode = inode;
        Entry entry = nodes.get(key);
        return entry == null ? null : entry.get();
    }

    /** The one node of a file that exists now. @param handle its handle, null if it has none */
    LocalNode intern(long device, long inode, int mode, FileHandle handle) {
        LocalNode known = find(device, inode);
        if (known != null && known.is(handle)) {
            return known;
        }
        sweep();
        Key key = new Key(device, inode);
        LocalNode fresh = new LocalNode(device, inode, mode, handle == null ? null : handle.toBytes());
        Entry entry = new Entry(key, fresh, forgotten);
        while (true) {
            Entry before = nodes.putIfAbsent(key, entry);
            LocalNode other = before == null ? null : before.get();
            if (other != null && other.is(handle)) {
                return other;
            }
            if (before == null || nodes.replace(key, before, entry)) {
                return fresh;
            }
        }
    }

    /** A node made by another way than looking it up becomes the one of its number. */
    void put(LocalNode node) {
        sweep();
        Key key = new Key(node.device(), node.inode());
        nodes.put(key, new Entry(key, node, forgotten));
    }

    /** Drops entries of nodes that nobody refers to any more. */
    private void sweep() {
        for (Reference<?> gone = forgotten.poll(); gone != null; gone = forgotten.poll()) {
            nodes.remove(((Entry) gone).key, gone);
        }
    }

    private static final class Entry extends WeakReference<LocalNode> {
        private final Key key;

        Entry(Key key, LocalNode node, ReferenceQueue<LocalNode> queue) {
            super(node, queue);
            this.key = key;
        }
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
