package org.danaus.service.core.composition;

import java.util.List;
import org.danaus.libservice.State;

/** A node, open file or open directory of a replaced layer, written down: its state, and what the state refers to. */
final class Saved {
    final State state;
    /** The node of an open file or directory; null for a node. */
    final Object node;
    /** What {@link State#nodes} refer to: each a {@code Saved}, or a node of a layer that stays. */
    final List<Object> nodes;
    /** What {@link State#files} refer to. */
    final List<Object> files;
    /** What {@link State#directories} refer to. */
    final List<Object> directories;

    /** Who restored it last, and as what: kept here for want of a table of all of them. */
    private Object restorer;

    private Object restored;

    Saved(State state, Object node, List<Object> nodes, List<Object> files, List<Object> directories) {
        this.state = state;
        this.node = node;
        this.nodes = nodes;
        this.files = files;
        this.directories = directories;
    }

    /** As what an arrival has restored it, or null. */
    Object restoredBy(Object arrival) {
        return restorer == arrival ? restored : null;
    }

    void restored(Object arrival, Object as) {
        restorer = arrival;
        restored = as;
    }
}
