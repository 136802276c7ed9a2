package org.danaus.service.core.composition;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import org.danaus.libservice.ChangeListener;
import org.danaus.libservice.CompositionException;
import org.danaus.libservice.Libservice;
import org.danaus.libservice.LibserviceContext;
import org.danaus.service.Filesystem.Subscription;
import org.danaus.service.FilesystemName;
import org.danaus.service.LayerSpec;

/** What one layer is made of. Notes which other filesystems it asks for. */
final class Context implements LibserviceContext {
    private final FilesystemName filesystem;
    private final LayerSpec layer;
    private final Libservice below;
    private final Composer.Surroundings surroundings;
    private final Relay above = new Relay();
    private final Relay fromStacks = new Relay();
    private final Map<FilesystemName, Libservice> stacks = new LinkedHashMap<>();

    Context(FilesystemName filesystem, LayerSpec layer, Libservice below, Composer.Surroundings surroundings) {
        this.filesystem = filesystem;
        this.layer = layer;
        this.below = below;
        this.surroundings = surroundings;
    }

    /** The layer as made; it now hears of the changes of the filesystems it asked for. */
    RunningLayer finish(Map<String, Object> options, Provider provider, Libservice instance)
            throws CompositionException {
        List<Subscription> subscriptions = new ArrayList<>();
        RunningLayer made =
                new RunningLayer(layer, options, provider, instance, above, Set.copyOf(stacks.keySet()), subscriptions);
        fromStacks.lead(instance, above);
        try {
            for (FilesystemName stack : stacks.keySet()) {
                subscriptions.add(surroundings.listen(stack, fromStacks));
            }
            return made;
        } catch (CompositionException | RuntimeException e) {
            made.close();
            throw e;
        }
    }

    @Override
    public String filesystem() {
        return filesystem.toString();
    }

    @Override
    public Libservice below() throws CompositionException {
        if (below == null) {
            throw new CompositionException("libservice " + layer.type() + " needs a layer below; put one after it");
        }
        return below;
    }

    @Override
    public Libservice stack(String name) throws CompositionException {
        FilesystemName other = FilesystemName.parse(name.indexOf('/') < 0 ? filesystem.tenant() + "/" + name : name);
        Libservice stack = stacks.get(other);
        if (stack == null) {
            stack = surroundings.stack(other);
            stacks.put(other, stack);
        }
        return stack;
    }

    @Override
    public ChangeListener above() {
        return above;
    }

    @Override
    public ScheduledExecutorService background() {
        return surroundings.background();
    }

    @Override
    public Path stateDirectory() {
        try {
            return Files.createDirectories(surroundings.stateDirectory(layer.name()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
