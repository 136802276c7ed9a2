package org.danaus.service.core.composition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.danaus.libservice.CompositionException;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Handover;
import org.danaus.libservice.Node;
import org.danaus.libservice.OpenDirectory;
import org.danaus.libservice.OpenFile;
import org.danaus.libservice.State;
import org.danaus.libservice.State.Below;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries a {@link Departure} into the layers of a new stack. A layer succeeds the one of its name; a layer without predecessor or successor must be transparent. Used while the
 * gate is closed, on one thread.
 */
public final class Arrival {
    private static final Logger LOG = LoggerFactory.getLogger(Arrival.class);

    private final Departure departure;
    private final List<RunningLayer> stack;
    private final int fresh;
    private final String filesystem;
    /** For each fresh layer the index of the one it succeeds; -1 if it is put in. */
    private final int[] predecessors;
    /** For each layer that left whether it has no successor. */
    private final boolean[] takenOut;

    /**
     * Checks that the layers match.
     *
     * @param stack the new one, top to bottom
     * @param fresh how many of its topmost layers are new
     * @throws CompositionException if a layer that is no transparent one would be put in, taken out or change places
     */
    public Arrival(String filesystem, Departure departure, List<RunningLayer> stack, int fresh)
            throws CompositionException {
        this.filesystem = filesystem;
        this.departure = departure;
        this.stack = stack;
        this.fresh = fresh;
        this.predecessors = new int[fresh];
        this.takenOut = new boolean[departure.count()];
        match();
        int old = 0;
        for (int now = 0; now < fresh; now++) {
            if (predecessors[now] < 0) {
                require(stack.get(now).instance().traits().transparent(), "put in", name(now));
                continue;
            }
            while (old < departure.count() && !departure.name(old).equals(name(now))) {
                takeOut(old++);
            }
            if (old++ == departure.count()) {
                throw misplaced(name(now));
            }
        }
        while (old < departure.count()) {
            takeOut(old++);
        }
    }

    /** Lets the new instances take over what their predecessors as a whole passed on, bottom to top. */
    public void restoreInstances() throws CompositionException {
        for (int now = fresh - 1; now >= 0; now--) {
            int old = predecessors[now];
            if (old >= 0) {
                try {
                    handover(now).restore(translate(departure.instance(old), old, now));
                } catch (ErrnoException e) {
                    throw failed("layer " + name(now), e);
                }
            }
        }
    }

    /** Lets the new instances know that everything is restored. Never fails: they are in use by then. */
    public void finish() {
        for (int now = 0; now < fresh; now++) {
            try {
                handover(now).finished();
            } catch (RuntimeException | Error e) {
                LOG.error("{}: layer {} failed once it had taken over", filesystem, name(now), e);
            }
        }
    }

    /** The node of the new topmost layer. @throws ErrnoException ESTALE if the file is gone */
    public Node node(Object saved) throws ErrnoException, CompositionException {
        return node(0, saved, 0);
    }

    /** The open file of the new topmost layer. */
    public OpenFile file(Object saved) throws ErrnoException, CompositionException {
        return file(0, saved, 0);
    }

    /** The open directory of the new topmost layer. */
    public OpenDirectory directory(Object saved) throws ErrnoException, CompositionException {
        return directory(0, saved, 0);
    }

    private Node node(int old, Object saved, int now) throws ErrnoException, CompositionException {
        if (saved == Departure.GONE) {
            throw Errno.ESTALE.exception();
        }
        if (isKept(old) && now >= fresh) {
            return (Node) saved;
        }
        if (isPutIn(now)) {
            return handover(now).restoreNode(State.transparent(node(old, saved, now + 1)));
        }
        Saved record = (Saved) saved;
        if (isTakenOut(old)) {
            return node(old + 1, record.nodes.get(0), now);
        }
        Node known = (Node) record.restoredBy(this);
        if (known == null) {
            State state = translate(record, old, now);
            if (departure.isTransparent(old) && state.nodes().get(0).what() == null) {
                throw Errno.ESTALE.exception();
            }
            known = handover(now).restoreNode(state);
            record.restored(this, known);
        }
        return known;
    }

    private OpenFile file(int old, Object saved, int now) throws ErrnoException, CompositionException {
        if (isKept(old) && now >= fresh) {
            return (OpenFile) saved;
        }
        if (isPutIn(now)) {
            OpenFile below = file(old, saved, now + 1);
            Handover handover = handover(now);
            return handover.restoreFile(
                    handover.restoreNode(State.transparent(below.node())), State.transparent(below));
        }
        Saved record = (Saved) saved;
        if (isTakenOut(old)) {
            return file(old + 1, record.files.get(0), now);
        }
        OpenFile known = (OpenFile) record.restoredBy(this);
        if (known == null) {
            known = handover(now).restoreFile(node(old, record.node, now), translate(record, old, now));
            record.restored(this, known);
        }
        return known;
    }

    private OpenDirectory directory(int old, Object saved, int now) throws ErrnoException, CompositionException {
        if (isKept(old) && now >= fresh) {
            return (OpenDirectory) saved;
        }
        if (isPutIn(now)) {
            OpenDirectory below = directory(old, saved, now + 1);
            Handover handover = handover(now);
            return handover.restoreDirectory(
                    handover.restoreNode(State.transparent(below.node())), State.transparent(below));
        }
        Saved record = (Saved) saved;
        if (isTakenOut(old)) {
            return directory(old + 1, record.directories.get(0), now);
        }
        OpenDirectory known = (OpenDirectory) record.restoredBy(this);
        if (known == null) {
            known = handover(now).restoreDirectory(node(old, record.node, now), translate(record, old, now));
            record.restored(this, known);
        }
        return known;
    }

    private State translate(Saved record, int old, int now) throws ErrnoException, CompositionException {
        if (record.nodes.isEmpty() && record.files.isEmpty() && record.directories.isEmpty()) {
            return record.state;
        }
        List<Below<Node>> nodes = new ArrayList<>(record.nodes.size());
        for (int i = 0; i < record.nodes.size(); i++) {
            int source = record.state.nodes().get(i).source();
            Object what = record.nodes.get(i);
            nodes.add(new Below<>(source, source == 0 ? nodeOrNull(old + 1, what, now + 1) : (Node) what));
        }
        List<Below<OpenFile>> files = new ArrayList<>(record.files.size());
        for (int i = 0; i < record.files.size(); i++) {
            int source = record.state.files().get(i).source();
            Object what = record.files.get(i);
            files.add(new Below<>(source, source == 0 ? file(old + 1, what, now + 1) : (OpenFile) what));
        }
        List<Below<OpenDirectory>> directories = new ArrayList<>(record.directories.size());
        for (int i = 0; i < record.directories.size(); i++) {
            int source = record.state.directories().get(i).source();
            Object what = record.directories.get(i);
            directories.add(
                    new Below<>(source, source == 0 ? directory(old + 1, what, now + 1) : (OpenDirectory) what));
        }
        return new State(record.state.format(), record.state.data(), nodes, files, directories, record.state.leases());
    }

    private Node nodeOrNull(int old, Object saved, int now) throws ErrnoException, CompositionException {
        try {
            return node(old, saved, now);
        } catch (ErrnoException e) {
            if (e.errno() == Errno.ESTALE) {
                return null;
            }
            throw e;
        }
    }

    private boolean isKept(int old) {
        return old >= departure.count();
    }

    private boolean isPutIn(int now) {
        return now < fresh && predecessors[now] < 0;
    }

    private boolean isTakenOut(int old) {
        return takenOut[old];
    }

    private void match() {
        Arrays.fill(takenOut, true);
        for (int now = 0; now < fresh; now++) {
            predecessors[now] = -1;
            for (int old = 0; old < takenOut.length; old++) {
                if (departure.name(old).equals(name(now))) {
                    predecessors[now] = old;
                    takenOut[old] = false;
                }
            }
        }
    }

    private String name(int now) {
        return stack.get(now).spec().name();
    }

    private Handover handover(int now) {
        return stack.get(now).instance().handover();
    }

    private void require(boolean transparent, String what, String layer) throws CompositionException {
        if (!transparent) {
            throw new CompositionException(
                    filesystem + ": layer " + layer + " cannot be " + what
                            + " while the filesystem runs, since it does not pass files through one to one; unmount and delete the filesystem first");
        }
    }

    private void takeOut(int old) throws CompositionException {
        if (!takenOut[old]) {
            throw misplaced(departure.name(old));
        }
        require(departure.isTransparent(old), "taken out", departure.name(old));
    }

    private CompositionException misplaced(String layer) {
        return new CompositionException(filesystem + ": layer " + layer
                + " cannot change places while the filesystem runs; unmount and delete it first");
    }

    private CompositionException failed(String what, ErrnoException e) {
        return new CompositionException(filesystem + ": " + what + " did not hand over: " + e.getMessage(), e);
    }
}
