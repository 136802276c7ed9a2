package org.danaus.service.core.serving;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.danaus.libservice.CompositionException;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Libservice;
import org.danaus.libservice.Node;
import org.danaus.libservice.OpenDirectory;
import org.danaus.libservice.OpenFile;
import org.danaus.libservice.Traits;
import org.danaus.service.core.composition.Arrival;
import org.danaus.service.core.composition.Departure;

/** All nodes, open files and open directories that front ends hold, between two stacks. Made and used while the gate is closed, on one thread. */
public final class ServedState {
    private final ServedFilesystem served;
    private final List<ServedNode> nodes = new ArrayList<>();
    /** What was written down of each of {@link #nodes}; null for a file that was gone. */
    private final List<Object> savedNodes = new ArrayList<>();

    private final Map<ServedFile, Object> files = new IdentityHashMap<>();
    private final Map<ServedDirectory, Object> directories = new IdentityHashMap<>();

    private ServedState(ServedFilesystem served) {
        this.served = served;
    }

    /** Writes everything down. @throws ErrnoException if a layer could not */
    public static ServedState save(ServedFilesystem served, Departure departure) throws ErrnoException {
        ServedState state = new ServedState(served);
        for (ServedNode node : served.nodes.all()) {
            if (node != served.rootNode()) {
                state.nodes.add(node);
                state.savedNodes.add(saved(departure, node));
            }
        }
        for (ServedFile file : served.files) {
            state.files.put(file, file.lives() ? departure.save(file.inner()) : null);
        }
        for (ServedDirectory directory : served.directories) {
            state.directories.put(directory, directory.lives() ? departure.save(directory.inner()) : null);
        }
        return state;
    }

    /** Lets go of the old stack: from now on nothing that front ends hold refers to an object of its layers. */
    public void detach() {
        served.nodes.prepare(0).commit();
        served.rootNode().replace(null);
        nodes.forEach(node -> node.replace(null));
        files.keySet().forEach(file -> file.replace(null));
        directories.keySet().forEach(directory -> directory.replace(null));
        served.serve(null, served.traits());
    }

    private static Object saved(Departure departure, ServedNode node) throws ErrnoException {
        try {
            return departure.save(node.inner());
        } catch (ErrnoException e) {
            if (e.errno() == Errno.ESTALE) {
                return null;
            }
            throw e;
        }
    }

    /**
     * Finds everything in a new stack; changes nothing yet.
     *
     * @param lenient whether what cannot be carried over is given up (a node answers ESTALE from then on, an open file or directory EIO) instead of failing the whole
     */
    public Restored restore(Arrival arrival, Libservice stack, boolean lenient)
            throws ErrnoException, CompositionException {
        Restored restored = new Restored(stack);
        restored.entries.add(stack.root(), served.rootNode());
        for (int i = 0; i < nodes.size(); i++) {
            Object saved = savedNodes.get(i);
            Node node = saved == null ? null : carried(lenient, () -> restoredNode(arrival, saved));
            if (node != null && !restored.entries.add(node, nodes.get(i))) {
                throw new CompositionException("two files of the old stack are one in the new: " + node);
            }
            restored.successors.add(node);
        }
        for (Map.Entry<ServedFile, Object> entry : files.entrySet()) {
            restored.files.put(entry.getKey(), carried(lenient, () -> (OpenFile) openFile(arrival, entry.getValue())));
        }
        for (Map.Entry<ServedDirectory, Object> entry : directories.entrySet()) {
            restored.directories.put(
                    entry.getKey(), carried(lenient, () -> (OpenDirectory) openDirectory(arrival, entry.getValue())));
        }
        return restored;
    }

    private static Node restoredNode(Arrival arrival, Object saved) throws ErrnoException, CompositionException {
        try {
            return arrival.node(saved);
        } catch (ErrnoException e) {
            if (e.errno() == Errno.ESTALE) {
                return null;
            }
            throw e;
        }
    }

    private static Object openFile(Arrival arrival, Object saved) throws ErrnoException, CompositionException {
        return saved == null ? null : arrival.file(saved);
    }

    private static Object openDirectory(Arrival arrival, Object saved) throws ErrnoException, CompositionException {
        return saved == null ? null : arrival.directory(saved);
    }

    private <T> T carried(boolean lenient, Carrying<T> carrying) throws ErrnoException, CompositionException {
        try {
            return carrying.run();
        } catch (ErrnoException | CompositionException | RuntimeException e) {
            if (!lenient && e == Errno.ESTALE.exception()) {
                throw new CompositionException(
                        "a file that is open is not in the new stack; keep what holds it, or close it first", e);
            }
            if (!lenient) {
                throw e;
            }
            served.faults.note(e);
            return null;
        }
    }

    @FunctionalInterface
    private interface Carrying<T> {
        T run() throws ErrnoException, CompositionException;
    }

    /** Everything as it is in the new stack, not yet in use. */
    public final class Restored {
        private final Libservice stack;
        private final Traits promises;
        private final NodeTable.Entries entries = served.nodes.prepare(nodes.size() + 1);
        /** By the order of {@link ServedState#nodes}; null for a file that is gone. */
        private final List<Node> successors = new ArrayList<>(nodes.size());

        private final Map<ServedFile, OpenFile> files = new IdentityHashMap<>();
        private final Map<ServedDirectory, OpenDirectory> directories = new IdentityHashMap<>();

        private Restored(Libservice stack) {
            this.stack = stack;
            this.promises = stack.traits();
        }

        /** Puts the new stack in use. Cannot fail. */
        public void commit() {
            served.rootNode().replace(stack.root());
            for (int i = 0; i < nodes.size(); i++) {
                nodes.get(i).replace(successors.get(i));
            }
            files.forEach(ServedFile::replace);
            directories.forEach(ServedDirectory::replace);
            entries.commit();
            served.serve(stack, promises);
        }
    }
}
