package org.danaus.shell.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.danaus.service.FilesystemName;
import org.danaus.service.FilesystemSpec;
import org.danaus.service.LayerSpec;

/**
 * One document of a spec file, as it is written:
 *
 * <pre>
 * tenant: acme
 * filesystems:
 *   - name: web
 *     mount: /mnt/acme/web                         # optional, as are the next three
 *     mount-options: { threads: 4 }
 *     swap-timeout: 30s
 *     drain-timeout: 10s
 *     layers:                                      # top to bottom: type, or type:name, and its options
 *       - union: { branch: [ "/:rw", "@usr:ro" ] }
 *       - local: { directory: /srv/acme/web }
 * </pre>
 *
 * A structure that Jackson fills; what is absent is null until {@link #check}.
 */
final class SpecFile implements Checked {
    /** Stands for a tenant not yet known. */
    private static final String ANY = "any";

    @JsonProperty
    String tenant;

    @JsonProperty
    List<Entry> filesystems;

    static SpecFile of(String tenant, List<Entry> filesystems) {
        SpecFile file = new SpecFile();
        file.tenant = tenant;
        file.filesystems = filesystems;
        return file;
    }

    /** What the entries ask for. */
    List<FilesystemSpec> specs() {
        return filesystems.stream().map(entry -> entry.spec(tenant)).toList();
    }

    @Override
    public void check() {
        Checked.require("tenant", tenant);
        Checked.require("filesystems", filesystems);
        tenant = new FilesystemName(tenant, ANY).tenant();
    }

    /** One filesystem. */
    @JsonPropertyOrder({"name", "mount", "mount-options", "swap-timeout", "drain-timeout", "layers"})
    static final class Entry implements Checked {
        @JsonProperty
        String name;

        @JsonProperty
        String mount;

        @JsonProperty("mount-options")
        Map<String, String> mountOptions;

        @JsonProperty("swap-timeout")
        Duration swapTimeout;

        @JsonProperty("drain-timeout")
        Duration drainTimeout;

        @JsonProperty
        List<LayerSpec> layers;

        /** As the spec says it, defaults left out. */
        static Entry of(FilesystemSpec spec) {
            Entry entry = new Entry();
            entry.name = spec.name().name();
            entry.mount = spec.mountPoint().map(Path::toString).orElse(null);
            entry.mountOptions = spec.mountOptions().isEmpty() ? null : new TreeMap<>(spec.mountOptions());
            entry.swapTimeout = unless(FilesystemSpec.DEFAULT_SWAP_TIMEOUT, spec.swapTimeout());
            entry.drainTimeout = unless(FilesystemSpec.DEFAULT_DRAIN_TIMEOUT, spec.drainTimeout());
            entry.layers = spec.layers();
            return entry;
        }

        FilesystemSpec spec(String tenant) {
            return new FilesystemSpec(
                    new FilesystemName(tenant, name),
                    layers,
                    Optional.ofNullable(mount).map(Path::of),
                    mountOptions == null ? Map.of() : mountOptions,
                    swapTimeout == null ? FilesystemSpec.DEFAULT_SWAP_TIMEOUT : swapTimeout,
                    drainTimeout == null ? FilesystemSpec.DEFAULT_DRAIN_TIMEOUT : drainTimeout);
        }

        @Override
        public void check() {
            Checked.require("name", name);
            Checked.require("layers", layers);
            try {
                layers = spec(ANY).layers();
            } catch (IllegalArgumentException e) {
                String tenantless = e.getMessage().replace("filesystem " + ANY + "/" + name + ": ", "");
                throw new IllegalArgumentException(tenantless, e);
            }
        }

        private static Duration unless(Duration usual, Duration time) {
            return time.equals(usual) ? null : time;
        }
    }
}
