package org.danaus.service.core.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Dictionary;
import java.util.Optional;
import org.danaus.libservice.CompositionException;
import org.danaus.service.FilesystemName;
import org.danaus.service.FilesystemSpec;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The specs in Configuration Admin, one factory configuration each. */
final class ConfiguredSpecs {
    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredSpecs.class);

    private final ConfigurationAdmin configurations;

    /** Told of specs that come from Configuration Admin. */
    interface Target {
        /** A spec was stored, or is there at start. */
        void configured(FilesystemSpec spec);

        /** A spec was removed. */
        void unconfigured(FilesystemName name);
    }

    ConfiguredSpecs(ConfigurationAdmin configurations) {
        this.configurations = configurations;
    }

    /** Stores a spec, over an older one of its name. */
    void keep(FilesystemSpec spec) throws CompositionException {
        FilesystemName name = spec.name();
        try {
            Configuration known = find(name);
            Configuration configuration = known != null
                    ? known
                    : configurations.getFactoryConfiguration(
                            SpecDictionary.FACTORY_PID, name.tenant() + "~" + name.name(), "?");
            Dictionary<String, Object> values = SpecDictionary.write(spec);
            configuration.updateIfDifferent(values);
        } catch (IOException e) {
            throw new CompositionException(name + ": the spec could not be stored: " + e.getMessage(), e);
        }
    }

    /** Whether a spec of a name is stored. */
    boolean has(FilesystemName name) {
        try {
            return find(name) != null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes a spec if it is there. */
    void forget(FilesystemName name) throws CompositionException {
        try {
            Configuration known = find(name);
            if (known != null) {
                known.delete();
            }
        } catch (IOException e) {
            throw new CompositionException(name + ": the spec could not be removed: " + e.getMessage(), e);
        }
    }

    /** The spec of a name as it is stored now; empty if there is none that can be read. */
    Optional<FilesystemSpec> stored(FilesystemName name) {
        try {
            Configuration known = find(name);
            return known == null ? Optional.empty() : Optional.of(SpecDictionary.read(known.getProperties()));
        } catch (IOException | CompositionException | IllegalStateException e) {
            LOG.debug("{}: the stored spec cannot be read", name, e);
            return Optional.empty();
        }
    }

    private Configuration find(FilesystemName name) throws IOException {
        String filter = "(&(service.factoryPid=" + SpecDictionary.FACTORY_PID + ")(" + SpecDictionary.TENANT + "="
                + name.tenant() + ")(" + SpecDictionary.NAME + "=" + name.name() + "))";
        try {
            Configuration[] found = configurations.listConfigurations(filter);
            return found == null ? null : found[0];
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(filter, e);
        }
    }
}
