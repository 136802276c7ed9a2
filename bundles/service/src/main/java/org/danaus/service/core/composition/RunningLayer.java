package org.danaus.service.core.composition;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.danaus.libservice.Libservice;
import org.danaus.service.Filesystem.Subscription;
import org.danaus.service.FilesystemName;
import org.danaus.service.LayerSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A layer that was made.
 *
 * @param spec what was asked for
 * @param options as the factory got them
 * @param provider whose factory made it
 * @param instance what it made
 * @param above the way up from it
 * @param uses other filesystems that it asked for
 * @param subscriptions to the changes of those
 */
public record RunningLayer(
        LayerSpec spec,
        Map<String, Object> options,
        Provider provider,
        Libservice instance,
        Relay above,
        Set<FilesystemName> uses,
        List<Subscription> subscriptions) {
    private static final Logger LOG = LoggerFactory.getLogger(RunningLayer.class);

    /** Closes the layer; those below go on. Never fails: nothing could be done about it. */
    public void close() {
        subscriptions.forEach(Subscription::close);
        try {
            instance.close();
        } catch (RuntimeException | Error e) {
            LOG.error("layer {} failed to close", spec.name(), e);
        }
    }
}
