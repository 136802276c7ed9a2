package org.danaus.local;

import java.util.Map;
import org.danaus.libservice.CompositionException;
import org.danaus.libservice.Libservice;
import org.danaus.libservice.LibserviceContext;
import org.danaus.libservice.LibserviceFactory;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/** Makes backends on directories of the host. */
@Component(
        configurationPolicy = ConfigurationPolicy.IGNORE,
        property = {LibserviceFactory.TYPE + "=local", LibserviceFactory.OPTIONS + "=" + LocalOptions.PID})
public final class LocalFactory implements LibserviceFactory {
    private static final int FEWEST_DESCRIPTORS = 16;

    @Override
    public Libservice create(LibserviceContext context, Map<String, Object> options) throws CompositionException {
        Object directory = options.get("directory");
        if (!(directory instanceof String path) || path.isEmpty()) {
            throw new CompositionException(
                    "local: option directory is missing: give the absolute path of a directory of the host");
        }
        boolean readonly = Boolean.TRUE.equals(options.get("readonly"));
        boolean shared = Boolean.TRUE.equals(options.get("shared"));
        int descriptors = options.get("descriptors") instanceof Integer number ? number : 4096;
        if (descriptors < FEWEST_DESCRIPTORS) {
            throw new CompositionException(
                    "local: option descriptors is " + descriptors + ": give at least " + FEWEST_DESCRIPTORS);
        }
        HostDirectory host = HostDirectory.open(path, readonly);
        return LocalLibservice.open(host, context, shared, descriptors);
    }
}
