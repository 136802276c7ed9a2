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
 * @param tenant whose they all are
 * @param filesystems each as below
 */
record SpecFile(@JsonProperty(required = true) String tenant, @JsonProperty(required = true) List<Entry> filesystems) {
    /** @throws IllegalArgumentException if the tenant's name is no word */
    SpecFile {
        tenant = new FilesystemName(tenant, "any").tenant();
    }

    /** What the entries ask for. @throws IllegalArgumentException if one cannot be */
    List<FilesystemSpec> specs() {
        return filesystems.stream().map(entry -> entry.spec(tenant)).toList();
    }

    /** One filesystem. Absent is null. */
    @JsonPropertyOrder({"name", "mount", "mount-options", "swap-timeout", "drain-timeout", "layers"})
    record Entry(
            @JsonProperty(required = true) String name,
            String mount,
            @JsonProperty("mount-options") Map<String, String> mountOptions,
            @JsonProperty("swap-timeout") Duration swapTimeout,
            @JsonProperty("drain-timeout") Duration drainTimeout,
            @JsonProperty(required = true) List<LayerSpec> layers) {
        /** @throws IllegalArgumentException if the name is no word */
        Entry {
            name = new FilesystemName("any", name).name();
        }

        /** As the spec says it, defaults left out. */
        static Entry of(FilesystemSpec spec) {
            return new Entry(
                    spec.name().name(),
                    spec.mountPoint().map(Path::toString).orElse(null),
                    spec.mountOptions().isEmpty() ? null : new TreeMap<>(spec.mountOptions()),
                    spec.swapTimeout().equals(FilesystemSpec.DEFAULT_SWAP_TIMEOUT) ? null : spec.swapTimeout(),
                    spec.drainTimeout().equals(FilesystemSpec.DEFAULT_DRAIN_TIMEOUT) ? null : spec.drainTimeout(),
                    spec.layers());
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
    }
}
