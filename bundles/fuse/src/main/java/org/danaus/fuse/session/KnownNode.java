package org.danaus.fuse.session;

import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.danaus.libservice.Node;

/** A node that the kernel knows, and how often it has been told of it. */
final class KnownNode {
    private static final AtomicLongFieldUpdater<KnownNode> LOOKUPS =
            AtomicLongFieldUpdater.newUpdater(KnownNode.class, "lookups");

    final Node node;
    final long generation;
    /** Its number; set before anybody else can see this object. */
    long id;
    /** How often the kernel was told and has not forgotten; negative once it is gone. */
    private volatile long lookups = 1;

    KnownNode(Node node, long generation) {
        this.node = node;
        this.generation = generation;
    }

    /** The kernel is told once more. @return false if it has just forgotten it altogether */
    boolean told() {
        while (true) {
            long count = lookups;
            if (count <= 0) {
                return false;
            }
            if (LOOKUPS.compareAndSet(this, count, count + 1)) {
                return true;
            }
        }
    }

    /** The kernel forgets. @return whether it knows the node no more */
    boolean forgotten(long times) {
        while (true) {
            long count = lookups;
            if (count <= 0) {
                return false;
            }
            long left = count > times ? count - times : -1;
            if (LOOKUPS.compareAndSet(this, count, left)) {
                return left < 0;
            }
        }
    }
}
