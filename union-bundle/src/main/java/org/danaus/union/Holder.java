package org.danaus.union;

import org.danaus.libservice.Node;

/** Where a file that is no directory is. Compared by identity: an open file that was opened under another one is out of date. */
final class Holder implements Spot {
    private final int branch;
    private final Node node;
    private final boolean copied;
    private final Holder origin;

    /**
     * A holder.
     *
     * @param copied whether it is a copy of something in a branch below
     * @param origin what it was copied from in this life of the union, otherwise null
     */
    Holder(int branch, Node node, boolean copied, Holder origin) {
        this.branch = branch;
        this.node = node;
        this.copied = copied;
        this.origin = origin;
    }

    @Override
    public int branch() {
        return branch;
    }

    @Override
    public Node node() {
        return node;
    }

    boolean copied() {
        return copied;
    }

    Holder origin() {
        return origin;
    }
}
