package org.danaus.service.core.table;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.danaus.libservice.CompositionException;
import org.danaus.libservice.Quantity;
import org.danaus.service.FilesystemName;
import org.danaus.service.FilesystemSpec;
import org.danaus.service.LayerSpec;

/**
 * A spec as Configuration Admin holds it: {@code tenant}, {@code name}, {@code layers} (top to bottom, each as {@link LayerSpec#parse} reads it), {@code mount},
 * {@code mount.options} (each {@code key=value}), {@code swap.timeout}, {@code drain.timeout}.
 */
final class SpecDictionary {
    /** Factory PID of the configurations. */
    static final String FACTORY_PID = "org.danaus.filesystem";

    static final String TENANT = "tenant";
    static final String NAME = "name";
    private static final String LAYERS = "layers";
    private static final String MOUNT = "mount";
    private static final String MOUNT_OPTIONS = "mount.options";
    private static final String SWAP_TIMEOUT = "swap.timeout";
    private static final String DRAIN_TIMEOUT = "drain.timeout";

    private SpecDictionary() {}

    static Dictionary<String, Object> write(FilesystemSpec spec) {
        Dictionary<String, Object> values = new Hashtable<>();
        values.put(TENANT, spec.name().tenant());
        values.put(NAME, spec.name().name());
        values.put(LAYERS, spec.layers().stream().map(LayerSpec::toString).toArray(String[]::new));
        spec.mountPoint().ifPresent(path -> values.put(MOUNT, path.toString()));
        values.put(
                MOUNT_OPTIONS,
                spec.mountOptions().entrySet().stream()
                        .map(option -> option.getKey() + "=" + option.getValue())
                        .sorted()
                        .toArray(String[]::new));
        values.put(SWAP_TIMEOUT, text(spec.swapTimeout()));
        values.put(DRAIN_TIMEOUT, text(spec.drainTimeout()));
        return values;
    }

    private static String text(Duration time) {
        return time.equals(Duration.ofMillis(time.toMillis())) ? time.toMillis() + "ms" : time.toNanos() + "ns";
    }

    static FilesystemSpec read(Dictionary<String, ?> values) throws CompositionException {
        FilesystemName name = FilesystemName.parse(required(values, TENANT) + "/" + required(values, NAME));
        List<LayerSpec> layers = new ArrayList<>();
        for (String layer : strings(values.get(LAYERS))) {
            layers.add(LayerSpec.parse(layer));
        }
        Map<String, String> options = new LinkedHashMap<>();
        for (String option : strings(values.get(MOUNT_OPTIONS))) {
            int equals = option.indexOf('=');
            options.put(
                    equals < 0 ? option : option.substring(0, equals), equals < 0 ? "" : option.substring(equals + 1));
        }
        Optional<Path> mount =
                Optional.ofNullable(values.get(MOUNT)).map(Object::toString).map(Path::of);
        try {
            return new FilesystemSpec(
                    name,
                    layers,
                    mount,
                    options,
                    time(values, SWAP_TIMEOUT, FilesystemSpec.DEFAULT_SWAP_TIMEOUT),
                    time(values, DRAIN_TIMEOUT, FilesystemSpec.DEFAULT_DRAIN_TIMEOUT));
        } catch (IllegalArgumentException e) {
            throw new CompositionException(e.getMessage(), e);
        }
    }

    private static Duration time(Dictionary<String, ?> values, String key, Duration unsaid)
            throws CompositionException {
        Object value = values.get(key);
        return value == null ? unsaid : Quantity.time(key, value.toString());
    }

    private static String required(Dictionary<String, ?> values, String key) throws CompositionException {
        Object value = values.get(key);
        if (value == null) {
            throw new CompositionException("a configuration of " + FACTORY_PID + " has no '" + key + "'");
        }
        return value.toString();
    }

    private static List<String> strings(Object value) {
        if (value == null) {
            return List.of();
        }
        if (value instanceof Object[] array) {
            return List.of(array).stream().map(Object::toString).toList();
        }
        if (value instanceof Collection<?> collection) {
            return collection.stream().map(Object::toString).toList();
        }
        return List.of(value.toString());
    }
}
