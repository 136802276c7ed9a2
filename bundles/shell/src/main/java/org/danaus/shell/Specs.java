package org.danaus.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.danaus.libservice.CompositionException;
import org.danaus.service.FilesystemSpec;
import org.danaus.service.LayerSpec;

/** Specs changed by one thing. */
final class Specs {
    private Specs() {}

    /** What is made there. @throws CompositionException if it cannot be, with the same line */
    static FilesystemSpec checked(Supplier<FilesystemSpec> maker) throws CompositionException {
        try {
            return maker.get();
        } catch (IllegalArgumentException e) {
            throw new CompositionException(e.getMessage(), e);
        }
    }

    /** The layer of that name. @throws CompositionException that names those there are, if there is none */
    static LayerSpec layer(FilesystemSpec spec, String name) throws CompositionException {
        return spec.layers().get(index(spec, name));
    }

    /** Position of the layer of that name, from the top. */
    static int index(FilesystemSpec spec, String name) throws CompositionException {
        List<String> names = spec.layers().stream().map(LayerSpec::name).toList();
        if (!names.contains(name)) {
            throw new CompositionException(
                    "filesystem " + spec.name() + " has no layer '" + name + "'; it has " + String.join(", ", names));
        }
        return names.indexOf(name);
    }

    /** With a layer in the place of the one that has its name. */
    static FilesystemSpec with(FilesystemSpec spec, LayerSpec layer) throws CompositionException {
        List<LayerSpec> layers = new ArrayList<>(spec.layers());
        layers.set(index(spec, layer.name()), layer);
        return checked(() -> spec.withLayers(layers));
    }

    /** With one layer more, so that it has that position from the top. */
    static FilesystemSpec inserted(FilesystemSpec spec, int position, LayerSpec layer) throws CompositionException {
        List<LayerSpec> layers = new ArrayList<>(spec.layers());
        layers.add(position, layer);
        return checked(() -> spec.withLayers(layers));
    }

    /** Without the layer of that name. */
    static FilesystemSpec without(FilesystemSpec spec, String name) throws CompositionException {
        List<LayerSpec> layers = new ArrayList<>(spec.layers());
        layers.remove(index(spec, name));
        return checked(() -> spec.withLayers(layers));
    }
}
