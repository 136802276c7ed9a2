package org.danaus.libservice;

import org.osgi.annotation.versioning.ProviderType;

/**
 * How a layer tells the one above of changes that were not made through it: by another client, or by a person who updated a branch. Called after the
 * change can be seen, on a thread of the layer that holds no lock and serves no request. Calls return soon and throw nothing.
 */
@ProviderType
public interface ChangeListener {
    /** Data or attributes of a file have changed: what was held of it must be asked for again. */
    void changed(Node node);

    /** An entry of a directory has come, gone, or names another file. */
    void entryChanged(Node directory, Name name);

    /** Anything may have changed. */
    void allChanged();
}
