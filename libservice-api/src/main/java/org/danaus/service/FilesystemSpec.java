package org.danaus.service;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a filesystem shall be (DESIGN §5). Immutable.
 *
 * @param name whose and which
 * @param layers top to bottom, at least one
 * @param mountPoint where front ends show it; absolute; empty if it is only used by others
 * @param mountOptions for the mount, by name, such as {@code threads}
 * @param swapTimeout how long operations wait for a provider that has left, before they answer EIO
 * @param drainTimeout how long a hot swap waits for running operations before it is aborted
 */
public record FilesystemSpec(
        FilesystemName name,
        List<LayerSpec> layers,
        Optional<Path> mountPoint,
        Map<String, String> mountOptions,
        Duration swapTimeout,
        Duration drainTimeout) {
    /** Used where a spec does not say. */
    public static final Duration DEFAULT_SWAP_TIMEOUT = Duration.ofSeconds(30);
    /** Used where a spec does not say. */
    public static final Duration DEFAULT_DRAIN_TIMEOUT = Duration.ofSeconds(10);

    /** Keeps copies. @throws IllegalArgumentException if there is no layer, two have one name, or the mount point is relative */
    public FilesystemSpec {
        layers = List.copyOf(layers);
        mountOptions = Map.copyOf(mountOptions);
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("filesystem " + name + ": name at least one layer");
        }
        Set<String> names = new HashSet<>();
        for (LayerSpec layer : layers) {
            if (!names.add(layer.name())) {
                throw new IllegalArgumentException("filesystem " + name + ": two layers are named '" + layer.name()
                        + "'; write type:name to tell them apart");
            }
        }
        if (mountPoint.isPresent() && !mountPoint.get().isAbsolute()) {
            throw new IllegalArgumentException(
                    "filesystem " + name + ": mount point '" + mountPoint.get() + "' must be absolute");
        }
    }

    /** A spec that is not mounted and keeps to the defaults. */
    public static FilesystemSpec of(FilesystemName name, List<LayerSpec> layers) {
        return new FilesystemSpec(
                name, layers, Optional.empty(), Map.of(), DEFAULT_SWAP_TIMEOUT, DEFAULT_DRAIN_TIMEOUT);
    }

    /** The same with other layers. */
    public FilesystemSpec withLayers(List<LayerSpec> other) {
        return new FilesystemSpec(name, other, mountPoint, mountOptions, swapTimeout, drainTimeout);
    }

    /** The same mounted elsewhere, or nowhere. */
    public FilesystemSpec withMountPoint(Optional<Path> other) {
        return new FilesystemSpec(name, layers, other, mountOptions, swapTimeout, drainTimeout);
    }
}
