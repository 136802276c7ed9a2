package org.danaus.union;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Collection;

/** The nodes that anybody refers to, by key. Safe for all threads. */
final class Nodes {
    private final Cache<Key, UnionNode> table =
            Caffeine.newBuilder().weakValues().executor(Runnable::run).build();

    /** The node of a key, or null. */
    UnionNode get(Key key) {
        return table.getIfPresent(key);
    }

    /** The node of the fresh one's key: the fresh one itself, or one that came before it. */
    UnionNode intern(UnionNode fresh) {
        return table.get(fresh.key, key -> fresh);
    }

    /** Lets a fresh node take the key of one whose file is gone. */
    void replace(UnionNode fresh) {
        table.put(fresh.key, fresh);
    }

    Collection<UnionNode> all() {
        return table.asMap().values();
    }
}
