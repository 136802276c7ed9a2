package org.danaus.fuse.session;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Node;

/**
 * The nodes that the kernel knows by number. A number is given out again after the kernel has forgotten it, with another generation. The root is number 1 and is never
 * forgotten. Safe for all threads, without locks.
 */
final class KnownNodes {
    /** FUSE_ROOT_ID. */
    static final long ROOT = 1;

    private final SlotTable<KnownNode> byNumber = new SlotTable<>();
    private final ConcurrentHashMap<Node, KnownNode> byNode = new ConcurrentHashMap<>();
    private final AtomicLong generations = new AtomicLong();

    KnownNodes(Node root) {
        if (tell(root).id != ROOT) {
            throw new IllegalStateException("the root must come first");
        }
    }

    /** The kernel is about to be told of a node. */
    KnownNode tell(Node node) {
        while (true) {
            KnownNode known = byNode.get(node);
            if (known != null) {
                if (known.told()) {
                    return known;
                }
                byNode.remove(node, known);
                continue;
            }
            KnownNode fresh = new KnownNode(node, generations.incrementAndGet());
            fresh.id = byNumber.add(fresh);
            if (byNode.putIfAbsent(node, fresh) == null) {
                return fresh;
            }
            byNumber.remove(fresh.id);
        }
    }

    /** The node of a number. @throws ErrnoException ESTALE if there is none */
    Node node(long id) throws ErrnoException {
        KnownNode known = byNumber.get(id);
        if (known == null) {
            throw Errno.ESTALE.exception();
        }
        return known.node;
    }

    /** What the kernel knows a node by, or null. */
    KnownNode known(Node node) {
        return byNode.get(node);
    }

    /** The kernel has forgotten a node so many times. */
    void forget(long id, long times) {
        KnownNode known = byNumber.get(id);
        if (id != ROOT && known != null && known.forgotten(times)) {
            byNode.remove(known.node, known);
            byNumber.remove(id);
        }
    }

    void forEach(Consumer<KnownNode> action) {
        byNumber.forEach(action);
    }
}
