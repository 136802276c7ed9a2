package org.danaus.service.core.serving;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.danaus.libservice.Node;

/** The one {@link ServedNode} of each node of the top layer, for as long as anybody holds it. Safe for all threads; finding one takes no lock and allocates nothing. */
final class NodeTable {
    private final ReferenceQueue<ServedNode> forgotten = new ReferenceQueue<>();
    /** Replaced as a whole while the gate is closed. */
    private volatile ConcurrentHashMap<Node, Entry> entries = new ConcurrentHashMap<>();

    /** The served node of a node, made if nobody holds one. */
    ServedNode of(Node inner) {
        ServedNode known = known(inner);
        return known != null ? known : add(inner);
    }

    /** The served node, or null if nobody holds one. */
    ServedNode known(Node inner) {
        Entry entry = entries.get(inner);
        return entry == null ? null : entry.get();
    }

    /** All that somebody may hold; the list keeps them. */
    List<ServedNode> all() {
        List<ServedNode> all = new ArrayList<>(entries.size());
        for (Entry entry : entries.values()) {
            ServedNode node = entry.get();
            if (node != null) {
                all.add(node);
            }
        }
        return all;
    }

    /** Entries to be put in place later, for about so many nodes. */
    Entries prepare(int size) {
        return new Entries(size);
    }

    private ServedNode add(Node inner) {
        sweep();
        ServedNode fresh = new ServedNode(inner);
        Entry entry = new Entry(inner, fresh, forgotten);
        while (true) {
            Entry before = entries.putIfAbsent(inner, entry);
            if (before == null) {
                return fresh;
            }
            ServedNode known = before.get();
            if (known != null) {
                return known;
            }
            entries.remove(inner, before);
        }
    }

    private void sweep() {
        for (Reference<?> gone = forgotten.poll(); gone != null; gone = forgotten.poll()) {
            entries.remove(((Entry) gone).inner, gone);
        }
    }

    /** The entries of another stack, filled by one thread before they are in use. */
    final class Entries {
        private final ConcurrentHashMap<Node, Entry> prepared;

        private Entries(int size) {
            prepared = new ConcurrentHashMap<>(Math.max(16, size * 2));
        }

        /** @return false if the node has an entry already */
        boolean add(Node inner, ServedNode node) {
            return prepared.putIfAbsent(inner, new Entry(inner, node, forgotten)) == null;
        }

        /** Makes these all that is known; only while the gate is closed. */
        void commit() {
            entries = prepared;
        }
    }

    private static final class Entry extends WeakReference<ServedNode> {
        private final Node inner;

        Entry(Node inner, ServedNode node, ReferenceQueue<ServedNode> queue) {
            super(node, queue);
            this.inner = inner;
        }
    }
}
