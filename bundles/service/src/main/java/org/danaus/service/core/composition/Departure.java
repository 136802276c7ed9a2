package org.danaus.service.core.composition;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Lease;
import org.danaus.libservice.Libservice;
import org.danaus.libservice.Node;
import org.danaus.libservice.OpenDirectory;
import org.danaus.libservice.OpenFile;
import org.danaus.libservice.State;
import org.danaus.libservice.State.Below;

/**
 * Everything that leaves with the upper layers of a stack, written down in types of the API only: so it outlives their bundles. Made while the gate is closed, on one
 * thread. The lowest layers, those that stay, are kept as they are.
 */
public final class Departure {
    /** In place of a node that a state refers to and whose file is gone. */
    static final Object GONE = new Object();

    private final List<String> names = new ArrayList<>();
    private final List<Boolean> transparent = new ArrayList<>();
    private final List<Libservice> leaving = new ArrayList<>();
    private final List<Saved> instances = new ArrayList<>();
    private final List<Map<Object, Object>> memory = new ArrayList<>();
    private final List<Lease> leases = new ArrayList<>();
    /** What was written down of the lowest layer that leaves: it alone refers to layers that stay. */
    private final List<Saved> lowest = new ArrayList<>();

    /**
     * Writes the instances down; nodes and files follow by {@link #save}.
     *
     * @param stack top to bottom
     * @param count how many of the topmost layers leave
     */
    public Departure(List<RunningLayer> stack, int count) {
        add(stack.subList(0, count));
    }

    private void add(List<RunningLayer> layers) {
        for (RunningLayer layer : layers) {
            names.add(layer.spec().name());
            transparent.add(layer.instance().traits().transparent());
            leaving.add(layer.instance());
            memory.add(new IdentityHashMap<>());
        }
    }

    /** Writes the instances themselves down. */
    public void saveInstances() throws ErrnoException {
        for (int i = instances.size(); i < leaving.size(); i++) {
            instances.add(saved(i, leaving.get(i).handover().save(), null));
        }
    }

    /**
     * Writes down layers that leave later, below those that have left: what was written down of those may refer to them.
     *
     * @param layers the topmost of those that stayed
     * @throws ErrnoException if one could not; this departure is then as before
     */
    public void extend(List<RunningLayer> layers) throws ErrnoException {
        int edge = names.size();
        int held = leases.size();
        List<Saved> referring = List.copyOf(lowest);
        lowest.clear();
        leaving.addAll(Collections.nCopies(edge, null));
        memory.addAll(Collections.nCopies(edge, null));
        boolean done = false;
        try {
            add(layers);
            saveInstances();
            List<Runnable> changes = new ArrayList<>();
            for (Saved saved : referring) {
                changes.add(referrals(saved, edge));
            }
            changes.forEach(Runnable::run);
            done = true;
        } finally {
            finish();
            if (!done) {
                leases.subList(held, leases.size()).forEach(Lease::release);
                for (List<?> list : List.of(names, transparent, instances)) {
                    list.subList(edge, list.size()).clear();
                }
                lowest.clear();
                lowest.addAll(referring);
            }
        }
    }

    /** Writes down what a record refers to, and answers how to put that in place. */
    private Runnable referrals(Saved saved, int layer) throws ErrnoException {
        List<Object> nodes = new ArrayList<>(saved.nodes);
        for (int i = 0; i < nodes.size(); i++) {
            if (saved.state.nodes().get(i).source() == 0) {
                nodes.set(i, nodeOrGone(layer, (Node) nodes.get(i)));
            }
        }
        List<Object> files = new ArrayList<>(saved.files);
        for (int i = 0; i < files.size(); i++) {
            if (saved.state.files().get(i).source() == 0) {
                files.set(i, file(layer, (OpenFile) files.get(i)));
            }
        }
        List<Object> directories = new ArrayList<>(saved.directories);
        for (int i = 0; i < directories.size(); i++) {
            if (saved.state.directories().get(i).source() == 0) {
                directories.set(i, directory(layer, (OpenDirectory) directories.get(i)));
            }
        }
        return () -> {
            Collections.copy(saved.nodes, nodes);
            Collections.copy(saved.files, files);
            Collections.copy(saved.directories, directories);
        };
    }

    /** Writes a node of the topmost layer down. @return what an {@link Arrival} restores */
    public Object save(Node node) throws ErrnoException {
        return node(0, node);
    }

    /** Writes an open file of the topmost layer down. */
    public Object save(OpenFile file) throws ErrnoException {
        return file(0, file);
    }

    /** Writes an open directory of the topmost layer down. */
    public Object save(OpenDirectory directory) throws ErrnoException {
        return directory(0, directory);
    }

    /** Everything is written down: what refers to the layers that leave is forgotten. */
    public void finish() {
        leaving.clear();
        memory.clear();
    }

    /** Gives back what was written down and nobody took. */
    public void discard() {
        leases.forEach(Lease::release);
    }

    int count() {
        return names.size();
    }

    String name(int layer) {
        return names.get(layer);
    }

    boolean isTransparent(int layer) {
        return transparent.get(layer);
    }

    Saved instance(int layer) {
        return instances.get(layer);
    }

    private Object node(int layer, Node node) throws ErrnoException {
        if (layer >= leaving.size()) {
            return node;
        }
        Object known = memory.get(layer).get(node);
        if (known == null) {
            known = saved(layer, leaving.get(layer).handover().save(node), null);
            memory.get(layer).put(node, known);
        }
        return known;
    }

    private Object file(int layer, OpenFile file) throws ErrnoException {
        if (layer >= leaving.size()) {
            return file;
        }
        Object known = memory.get(layer).get(file);
        if (known == null) {
            Object node = node(layer, file.node());
            known = saved(layer, leaving.get(layer).handover().save(file), node);
            memory.get(layer).put(file, known);
        }
        return known;
    }

    private Object directory(int layer, OpenDirectory directory) throws ErrnoException {
        if (layer >= leaving.size()) {
            return directory;
        }
        Object known = memory.get(layer).get(directory);
        if (known == null) {
            Object node = node(layer, directory.node());
            known = saved(layer, leaving.get(layer).handover().save(directory), node);
            memory.get(layer).put(directory, known);
        }
        return known;
    }

    private Saved saved(int layer, State state, Object node) throws ErrnoException {
        if (!state.leases().isEmpty()) {
            leases.addAll(state.leases());
        }
        if (state.nodes().isEmpty()
                && state.files().isEmpty()
                && state.directories().isEmpty()) {
            return new Saved(state, node, List.of(), List.of(), List.of());
        }
        List<Object> nodes = new ArrayList<>(state.nodes().size());
        for (Below<Node> below : state.nodes()) {
            nodes.add(below.source() == 0 ? nodeOrGone(layer + 1, below.what()) : below.what());
        }
        List<Object> files = new ArrayList<>(state.files().size());
        for (Below<OpenFile> below : state.files()) {
            files.add(below.source() == 0 ? file(layer + 1, below.what()) : below.what());
        }
        List<Object> directories = new ArrayList<>(state.directories().size());
        for (Below<OpenDirectory> below : state.directories()) {
            directories.add(below.source() == 0 ? directory(layer + 1, below.what()) : below.what());
        }
        State record = new State(
                state.format(),
                state.data(),
                sources(state.nodes()),
                sources(state.files()),
                sources(state.directories()),
                state.leases());
        Saved saved = new Saved(record, node, nodes, files, directories);
        if (layer == names.size() - 1) {
            lowest.add(saved);
        }
        return saved;
    }

    private Object nodeOrGone(int layer, Node node) throws ErrnoException {
        try {
            return node(layer, node);
        } catch (ErrnoException e) {
            if (e.errno() == Errno.ESTALE) {
                return GONE;
            }
            throw e;
        }
    }

    /** The sources alone: what they referred to may belong to a layer that leaves. */
    private static <T> List<Below<T>> sources(List<Below<T>> list) {
        if (list.isEmpty()) {
            return List.of();
        }
        List<Below<T>> sources = new ArrayList<>(list.size());
        list.forEach(below -> sources.add(new Below<>(below.source(), null)));
        return sources;
    }
}
