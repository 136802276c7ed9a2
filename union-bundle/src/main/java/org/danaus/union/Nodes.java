package org.danaus.union;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The nodes that anybody refers to, by key. Safe for all threads; finding one allocates nothing, which a general cache does not promise. */
final class Nodes {
    private final ConcurrentMap<Key, Entry> table = new ConcurrentHashMap<>();
    private final ReferenceQueue<UnionNode> gone = new ReferenceQueue<>();

    /** The node of a key, or null. */
    UnionNode get(Key key) {
        Entry entry = table.get(key);
        return entry == null ? null : entry.get();
    }

    /** All of them. */
    List<UnionNode> all() {
        List<UnionNode> all = new ArrayList<>();
        for (Entry entry : table.values()) {
            UnionNode node = entry.get();
            if (node != null) {
                all.add(node);
            }
        }
        return all;
    }

    /** The node of the fresh one's key: the fresh one itself, or one that came before it. */
    UnionNode intern(UnionNode fresh) {
        sweep();
        Entry entry = new Entry(fresh, gone);
        while (true) {
            Entry before = table.putIfAbsent(fresh.key, entry);
            if (before == null) {
                return fresh;
            }
            UnionNode known = before.get();
            if (known != null) {
                return known;
            }
            table.remove(fresh.key, before);
        }
    }

    /** Lets a fresh node take the key of one whose file is gone. */
    void replace(UnionNode fresh) {
        sweep();
        table.put(fresh.key, new Entry(fresh, gone));
    }

    /** Drops entries of nodes that nobody refers to any more. */
    private void sweep() {
        for (Reference<?> entry = gone.poll(); entry != null; entry = gone.poll()) {
            table.remove(((Entry) entry).key, entry);
        }
    }

    private static final class Entry extends WeakReference<UnionNode> {
        private final Key key;

        Entry(UnionNode node, ReferenceQueue<UnionNode> queue) {
            super(node, queue);
            this.key = node.key;
        }
    }
}
