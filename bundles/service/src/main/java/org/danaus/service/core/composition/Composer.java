package org.danaus.service.core.composition;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import org.danaus.libservice.ChangeListener;
import org.danaus.libservice.CompositionException;
import org.danaus.libservice.Libservice;
import org.danaus.service.Filesystem.Subscription;
import org.danaus.service.FilesystemName;
import org.danaus.service.FilesystemSpec;
import org.danaus.service.LayerSpec;

/** Plans and builds the stack of a spec, bottom to top, keeping the lower layers of a running one that stay as they are. */
public final class Composer {
    private final Providers providers;
    private final Options options;

    /** Composes from these providers. */
    public Composer(Providers providers, Options options) {
        this.providers = providers;
        this.options = options;
    }

    /** What a layer gets from its filesystem. */
    public interface Surroundings {
        /** Another filesystem. @throws CompositionException if there is none, it does not run, or it uses this one */
        Libservice stack(FilesystemName name) throws CompositionException;

        /** Tells of another filesystem's changes. */
        Subscription listen(FilesystemName name, ChangeListener listener) throws CompositionException;

        /** Whom the topmost layer tells of changes. */
        ChangeListener listener();

        /** Where layers run background work. */
        ScheduledExecutorService background();

        /** A layer's own directory of the host. */
        Path stateDirectory(String layer);
    }

    /**
     * A checked intention.
     *
     * @param spec what shall be
     * @param providers of each layer, top to bottom
     * @param options of each layer, typed
     * @param keep how many of the lowest layers of the running stack stay
     */
    public record Plan(FilesystemSpec spec, List<Provider> providers, List<Map<String, Object>> options, int keep) {
        /** How many layers must be made. */
        public int fresh() {
            return providers.size() - keep;
        }
    }

    /**
     * Checks all that can be checked without touching anything that runs.
     *
     * @param running the running stack, top to bottom; empty if none
     * @param rebuild names of layers to make anew even if nothing about them has changed
     * @throws MissingException if a provider is missing
     * @throws CompositionException if an option is wrong
     */
    public Plan plan(FilesystemSpec spec, List<RunningLayer> running, Set<String> rebuild) throws CompositionException {
        List<LayerSpec> layers = spec.layers();
        Provider[] chosen = new Provider[layers.size()];
        List<Map<String, Object>> typed = new ArrayList<>(Collections.nCopies(layers.size(), Map.of()));
        int keep = 0;
        boolean keeping = true;
        for (int i = layers.size() - 1; i >= 0; i--) {
            LayerSpec layer = layers.get(i);
            int old = running.size() - (layers.size() - i);
            RunningLayer candidate = keeping && old >= 0 ? running.get(old) : null;
            keeping = candidate != null
                    && candidate.spec().equals(layer)
                    && !rebuild.contains(layer.name())
                    && providers.has(candidate.provider());
            chosen[i] = keeping ? candidate.provider() : provider(spec, layer);
            typed.set(i, options.read(spec.name().toString(), layer, chosen[i]));
            keep += keeping ? 1 : 0;
        }
        return new Plan(spec, List.of(chosen), typed, keep);
    }

    private Provider provider(FilesystemSpec spec, LayerSpec layer) throws MissingException {
        return providers
                .best(layer.type())
                .orElseThrow(() -> new MissingException(spec.name() + ", layer " + layer.name()
                        + ": no bundle provides libservice '" + layer.type() + "'; there are "
                        + String.join(", ", providers.types()) + ". Install its bundle, or correct the type"));
    }

    /**
     * Makes the layers of a plan. If one cannot be made, those made before it are closed.
     *
     * @return the whole stack, top to bottom, kept layers included
     */
    public List<RunningLayer> build(Plan plan, List<RunningLayer> running, Surroundings surroundings)
            throws CompositionException {
        List<RunningLayer> stack = new ArrayList<>(running.subList(running.size() - plan.keep(), running.size()));
        try {
            for (int i = plan.fresh() - 1; i >= 0; i--) {
                stack.add(0, make(plan, i, stack.isEmpty() ? null : stack.get(0).instance(), surroundings));
            }
            return stack;
        } catch (CompositionException | RuntimeException | Error e) {
            close(stack.subList(0, stack.size() - plan.keep()));
            throw e;
        }
    }

    /** Lets each layer of a stack tell the one above it. Done when a stack takes over; until then fresh layers tell nobody and kept ones their old neighbours. */
    public static void connect(List<RunningLayer> stack, Surroundings surroundings) {
        ChangeListener aboveIt = surroundings.listener();
        for (int i = 0; i < stack.size(); i++) {
            RunningLayer layer = stack.get(i);
            if (i == 0) {
                layer.above().lead(aboveIt);
            } else {
                layer.above().lead(stack.get(i - 1).instance(), stack.get(i - 1).above());
            }
        }
    }

    private RunningLayer make(Plan plan, int index, Libservice below, Surroundings surroundings)
            throws CompositionException {
        LayerSpec layer = plan.spec().layers().get(index);
        Provider provider = plan.providers().get(index);
        Context context = new Context(plan.spec().name(), layer, below, surroundings);
        Map<String, Object> options = plan.options().get(index);
        try {
            return context.finish(options, provider, provider.factory().create(context, options));
        } catch (MissingException e) {
            throw e;
        } catch (CompositionException e) {
            throw new CompositionException(plan.spec().name() + ", layer " + layer.name() + ": " + e.getMessage(), e);
        } catch (RuntimeException | LinkageError e) {
            throw new CompositionException(
                    plan.spec().name() + ", layer " + layer.name() + ": bundle " + provider.title()
                            + " failed to make it: " + e,
                    e);
        }
    }

    /** Closes layers, top to bottom. */
    public static void close(List<RunningLayer> layers) {
        for (RunningLayer layer : layers) {
            layer.close();
        }
    }
}
