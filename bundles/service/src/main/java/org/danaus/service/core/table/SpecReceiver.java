package org.danaus.service.core.table;

import java.util.Dictionary;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.danaus.libservice.CompositionException;
import org.danaus.service.FilesystemName;
import org.danaus.service.FilesystemSpec;
import org.osgi.service.cm.ConfigurationException;
import org.osgi.service.cm.ManagedServiceFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/** Hears from Configuration Admin which specs there are: at start, from a person's file, from a configurator, or stored by the table itself. */
@Component(
        name = "org.danaus.filesystem.receiver",
        service = ManagedServiceFactory.class,
        // Otherwise it would go after each notice, and with it the names of what a later one deletes.
        immediate = true,
        property = "service.pid=" + SpecDictionary.FACTORY_PID,
        configurationPolicy = ConfigurationPolicy.IGNORE)
public final class SpecReceiver implements ManagedServiceFactory {
    private final ConfiguredSpecs.Target table;
    private final Map<String, FilesystemName> names = new ConcurrentHashMap<>();

    /** Passes specs on to the table. */
    @Activate
    public SpecReceiver(@Reference ConfiguredSpecs.Target table) {
        this.table = table;
    }

    @Override
    public String getName() {
        return "Danaus filesystems";
    }

    @Override
    public void updated(String pid, Dictionary<String, ?> values) throws ConfigurationException {
        try {
            FilesystemSpec spec = SpecDictionary.read(values);
            FilesystemName before = names.put(pid, spec.name());
            if (before != null && !before.equals(spec.name())) {
                table.unconfigured(before);
            }
            table.configured(spec);
        } catch (CompositionException | RuntimeException e) {
            throw new ConfigurationException(pid, e.getMessage(), e);
        }
    }

    @Override
    public void deleted(String pid) {
        FilesystemName name = names.remove(pid);
        if (name != null) {
            table.unconfigured(name);
        }
    }
}
