package org.danaus.shell;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.danaus.libservice.CompositionException;
import org.danaus.libservice.Libservice;
import org.danaus.service.Filesystem;
import org.danaus.service.FilesystemName;
import org.danaus.service.FilesystemSpec;
import org.danaus.service.FilesystemTable;
import org.danaus.service.LayerSpec;

/**
 * A table that composes nothing. Refuses what a real one would: a layer of type {@code bad}, and an option {@code uses} that
 * names a filesystem which is not there.
 */
public final class MemoryTable implements FilesystemTable {
    /** What was asked of it, in order. */
    public final List<String> log = new ArrayList<>();

    private final Map<FilesystemName, FilesystemSpec> specs = new TreeMap<>();
    private Libservice files;

    /** What every filesystem shows. */
    public void show(Libservice tree) {
        files = tree;
    }

    @Override
    public Collection<Filesystem> filesystems() {
        return specs.keySet().stream().map(this::filesystem).toList();
    }

    @Override
    public Optional<Filesystem> find(FilesystemName name) {
        return Optional.of(name).filter(specs::containsKey).map(this::filesystem);
    }

    @Override
    public Filesystem apply(FilesystemSpec spec) throws CompositionException {
        for (LayerSpec layer : spec.layers()) {
            if (layer.type().equals("bad")) {
                throw new CompositionException(spec.name() + ": 'bad' is refused");
            }
            for (String used : layer.options().getOrDefault("uses", List.of())) {
                if (!specs.containsKey(FilesystemName.parse(used))) {
                    throw new CompositionException(spec.name() + ": there is no " + used);
                }
            }
        }
        log.add("apply " + spec.name());
        specs.put(spec.name(), spec);
        return filesystem(spec.name());
    }

    @Override
    public void delete(FilesystemName name) throws CompositionException {
        get(name);
        log.add("delete " + name);
        specs.remove(name);
    }

    private Filesystem filesystem(FilesystemName name) {
        return (Filesystem) Proxy.newProxyInstance(
                Filesystem.class.getClassLoader(), new Class<?>[] {Filesystem.class}, (proxy, method, arguments) -> {
                    FilesystemSpec spec = specs.get(name);
                    return switch (method.getName()) {
                        case "spec" -> spec;
                        case "state" -> Filesystem.State.ACTIVE;
                        case "reason" -> "";
                        case "mountPoint" -> spec.mountPoint();
                        case "files" -> files;
                        case "layers" ->
                            spec.layers().stream()
                                    .map(layer -> new Filesystem.Layer(layer, files, "org.example 1.0.0"))
                                    .toList();
                        case "rebuild" -> log.add("rebuild " + name + " " + arguments[0]);
                        default -> throw new UnsupportedOperationException(method.getName());
                    };
                });
    }

    /** A spec by its name and layers as text, mounted where it says. */
    public static FilesystemSpec spec(String name, String mount, String... layers) throws CompositionException {
        List<LayerSpec> parsed = new ArrayList<>();
        for (String layer : layers) {
            parsed.add(LayerSpec.parse(layer));
        }
        return FilesystemSpec.of(FilesystemName.parse(name), parsed)
                .withMountPoint(Optional.ofNullable(mount).map(Path::of));
    }
}
