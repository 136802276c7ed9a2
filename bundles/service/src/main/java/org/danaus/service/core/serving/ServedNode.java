package org.danaus.service.core.serving;

import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Node;
import org.danaus.service.core.locking.NodeLocks;

/** A file as front ends know it: stays the same object while the layers' own nodes are replaced beneath it. */
public final class ServedNode implements Node {
    private final NodeLocks locks = new NodeLocks();
    /** The top layer's node; null if the file was gone when a stack was replaced. Written only while the gate is closed, which orders it. */
    private Node inner;

    ServedNode(Node inner) {
        this.inner = inner;
    }

    /** The top layer's node. @throws ErrnoException ESTALE if the file did not live on in a new stack */
    Node inner() throws ErrnoException {
        Node node = inner;
        if (node == null) {
            throw Errno.ESTALE.exception();
        }
        return node;
    }

    /** Puts another stack's node in place, or null; only while the gate is closed. */
    void replace(Node successor) {
        inner = successor;
    }

    /** The locks held on the file. */
    public NodeLocks locks() {
        return locks;
    }

    @Override
    public String toString() {
        return "served " + inner;
    }
}
