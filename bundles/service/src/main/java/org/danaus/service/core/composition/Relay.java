package org.danaus.service.core.composition;

import org.danaus.libservice.ChangeListener;
import org.danaus.libservice.Libservice;
import org.danaus.libservice.Name;
import org.danaus.libservice.Node;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way up from a layer, which is made before the one above it and may outlive it. */
final class Relay implements ChangeListener {
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    private static final ChangeListener NOBODY = new ChangeListener() {
        @Override
        public void changed(Node node) {}

        @Override
        public void entryChanged(Node directory, Name name) {}

        @Override
        public void allChanged() {}
    };

    private volatile ChangeListener target = NOBODY;

    /** Tells a listener from now on. */
    void lead(ChangeListener listener) {
        target = listener;
    }

    /** Tells a layer from now on, or, if it does not follow, the one above it that anything may have changed. */
    void lead(Libservice layer, ChangeListener aboveIt) {
        ChangeListener follows = null;
        try {
            follows = layer.changesBelow();
        } catch (RuntimeException | Error e) {
            LOG.error("a layer failed to say whether it follows changes below; it counts as one that does not", e);
        }
        target = follows != null ? follows : new Everything(aboveIt);
    }

    @Override
    public void changed(Node node) {
        target.changed(node);
    }

    @Override
    public void entryChanged(Node directory, Name name) {
        target.entryChanged(directory, name);
    }

    @Override
    public void allChanged() {
        target.allChanged();
    }

    private record Everything(ChangeListener above) implements ChangeListener {
        @Override
        public void changed(Node node) {
            above.allChanged();
        }

        @Override
        public void entryChanged(Node directory, Name name) {
            above.allChanged();
        }

        @Override
        public void allChanged() {
            above.allChanged();
        }
    }
}
