package org.danaus.union;

import org.danaus.libservice.Node;

/** Where a file is: a branch, and the node there. The two belong together, so they are asked of one object. */
interface Spot {
    /** The branch, counted from the top. */
    int branch();

    /** The node in its layer. */
    Node node();
}
