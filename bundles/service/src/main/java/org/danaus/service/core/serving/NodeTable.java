package org.danaus.service.core.serving;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.danaus.libservice.Node;

/** The one {@link ServedNode} of each node of the top layer, for as long as anybody holds it. Safe for all threads. */
final class NodeTable {
    private final Cache<Node, ServedNode> served =
            Caffeine.newBuilder().weakValues().executor(Runnable::run).build();

    ServedNode of(Node inner) {
        ServedNode known = served.getIfPresent(inner);
        return known != null ? known : served.get(inner, ServedNode::new);
    }

    /** The served node, or null if nobody holds one. */
    ServedNode known(Node inner) {
        return served.getIfPresent(inner);
    }

    /** All that somebody may hold; the list keeps them. */
    List<ServedNode> all() {
        return new ArrayList<>(served.asMap().values());
    }

    /** Makes these all that is known; only while the gate is closed. */
    void replaceAll(Map<Node, ServedNode> successors) {
        served.invalidateAll();
        served.putAll(successors);
    }
}
