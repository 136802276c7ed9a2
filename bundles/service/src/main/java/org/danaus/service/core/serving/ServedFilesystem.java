package org.danaus.service.core.serving;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.danaus.libservice.AttributeChange;
import org.danaus.libservice.Attributes;
import org.danaus.libservice.Caller;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.FilesystemStatistics;
import org.danaus.libservice.Handover;
import org.danaus.libservice.Libservice;
import org.danaus.libservice.Name;
import org.danaus.libservice.Node;
import org.danaus.libservice.OpenDirectory;
import org.danaus.libservice.OpenFile;
import org.danaus.libservice.Traits;
import org.danaus.libservice.Walk;

/**
 * The head of a stack: what front ends and the unions of other filesystems call. Passes every operation through the {@link Gate} to the top layer, with the layer's
 * nodes and open files in place of the served ones.
 */
public final class ServedFilesystem implements Libservice {
    final Gate gate;
    final Faults faults;
    final NodeTable nodes = new NodeTable();
    final Set<ServedFile> files = ConcurrentHashMap.newKeySet();
    final Set<ServedDirectory> directories = ConcurrentHashMap.newKeySet();
    private final Queue<Runnable> unclosed = new ConcurrentLinkedQueue<>();
    /** The top layer. Written only while the gate is closed, which orders it; so are the next two. */
    private Libservice top;

    private ServedNode root;
    private volatile Traits traits;

    /** Nothing to serve yet: the gate is closed. @param patience how long operations wait for a stack */
    public ServedFilesystem(String filesystem, Duration patience) {
        this.gate = new Gate(patience);
        this.faults = new Faults(filesystem);
    }

    /** The gate; closed while there is no stack. */
    public Gate gate() {
        return gate;
    }

    /** Puts a stack in place; only while the gate is closed. */
    void serve(Libservice stack, Traits promises) {
        top = stack;
        traits = promises;
    }

    /** Serves a first stack. The gate stays closed. */
    public void begin(Libservice stack) {
        Traits promises = stack.traits();
        ServedNode first = nodes.of(stack.root());
        serve(stack, promises);
        root = first;
    }

    /** Opens the gate, and gives back what was closed while no operation could run. */
    public void open() {
        gate.open();
        closeUnclosed();
    }

    /** An open file or directory was closed while no operation could run; it is given back as soon as one can. */
    void closeLater(Runnable close) {
        unclosed.add(close);
        if (gate.isOpen()) {
            closeUnclosed();
        }
    }

    private void closeUnclosed() {
        for (int left = unclosed.size(); left > 0; left--) {
            Runnable close = unclosed.poll();
            if (close != null) {
                close.run();
            }
        }
    }

    /** Whether a stack was ever served. */
    public boolean hasBegun() {
        return root != null;
    }

    ServedNode rootNode() {
        return root;
    }

    /** The served node of a node of the top layer, or null if nobody holds one. */
    public ServedNode known(Node inner) {
        return nodes.known(inner);
    }

    /** How many files are open. */
    public int openFiles() {
        return files.size();
    }

    @Override
    public Traits traits() {
        return traits;
    }

    @Override
    public Node root() {
        return root;
    }

    @Override
    public Node lookup(Caller caller, Node directory, Name name, Attributes found) throws ErrnoException {
        int ticket = gate.enter();
        try {
            Node inner = top.lookup(caller, inner(directory), name, found);
            return inner == null ? null : nodes.of(inner);
        } catch (RuntimeException | Error e) {
            throw faults.answer(e);
        } finally {
            gate.leave(ticket);
        }
    }

    @Override
    public void walk(Caller caller, Node from, byte[] path, int offset, int length, Walk walk) throws ErrnoException {
        int ticket = gate.enter();
        try {
            top.walk(caller, inner(from), path, offset, length, walk);
            walk.node = nodes.of(walk.node);
            walk.parent = walk.parent == null ? null : nodes.of(walk.parent);
        } catch (RuntimeException | Error e) {
            throw faults.answer(e);
        } finally {
            gate.leave(ticket);
        }
    }

    @Override
    public void getattr(Caller caller, Node node, Attributes result) throws ErrnoException {
        int ticket = gate.enter();
        try {
            top.getattr(caller, inner(node), result);
        } catch (RuntimeException | Error e) {
            throw faults.answer(e);
        } finally {
            gate.leave(ticket);
        }
    }

    @Override
    public void setattr(Caller caller, Node node, OpenFile file, AttributeChange change, Attributes result)
            throws ErrnoException {
        int ticket = gate.enter();
        try {
            top.setattr(caller, inner(node), file == null ? null : ((ServedFile) file).inner(), change, result);
        } catch (RuntimeException | Error e) {
            throw faults.answer(e);
        } finally {
            gate.leave(ticket);
        }
    }

    @Override
    public byte[] readlink(Caller caller, Node node) throws ErrnoException {
        int ticket = gate.enter();
        try {
            return top.readlink(caller, inner(node));
        } catch (RuntimeException | Error e) {
            throw faults.answer(e);
        } finally {
            gate.leave(ticket);
        }
    }

    @Override
    public OpenFile create(Caller caller, Node directory, Name name, int flags, int mode, Attributes result)
            throws ErrnoException {
        int ticket = gate.enter();
        try {
            return opened(top.create(caller, inner(directory), name, flags, mode, result));
        } catch (RuntimeException | Error e) {
            throw faults.answer(e);
        } finally {
            gate.leave(ticket);
        }
    }

    @Override
    public OpenFile createUnnamed(Caller caller, Node directory, int flags, int mode, Attributes result)
            throws ErrnoException {
        int ticket = gate.enter();
        try {
            return opened(top.createUnnamed(caller, inner(directory), flags, mode, result));
        } catch (RuntimeException | Error e) {
            throw faults.answer(e);
        } finally {
            gate.leave(ticket);
        }
    }

    @Override
    public Node mknod(Caller caller, Node directory, Name name, int mode, long device, Attributes result)
            throws ErrnoException {
        int ticket = gate.enter();
        try {
            return nodes.of(top.mknod(caller, inner(directory), name, mode, device, result));
        } catch (RuntimeException | Error e) {
            throw faults.answer(e);
        } finally {
            gate.leave(ticket);
        }
    }

    @Override
    public Node mkdir(Caller caller, Node directory, Name name, int mode, Attributes result) throws ErrnoException {
        int ticket = gate.enter();
        try {
            return nodes.of(top.mkdir(caller, inner(directory), name, mode, result));
        } catch (RuntimeException | Error e) {
            throw faults.answer(e);
        } finally {
            gate.leave(ticket);
        }
    }

    @Override
    public Node symlink(Caller caller, Node directory, Name name, byte[] target, Attributes result)
            throws ErrnoException {
        int ticket = gate.enter();
        try {
            return nodes.of(top.symlink(caller, inner(directory), name, target, result));
        } catch (RuntimeException | Error e) {
            throw faults.answer(e);
        } finally {
            gate.leave(ticket);
        }
    }

    @Override
    public void link(Caller caller, Node node, Node directory, Name name, Attributes result) throws ErrnoException {
        int ticket = gate.enter();
        try {
            top.link(caller, inner(node), inner(directory), name, result);
        } catch (RuntimeException | Error e) {
            throw faults.answer(e);
        } finally {
            gate.leave(ticket);
        }
    }

    @Override
    public void unlink(Caller caller, Node directory, Name name) throws ErrnoException {
        int ticket = gate.enter();
        try {
            top.unlink(caller, inner(directory), name);
        } catch (RuntimeException | Error e) {
            throw faults.answer(e);
        } finally {
            gate.leave(ticket);
        }
    }

    @Override
    public void rmdir(Caller caller, Node directory, Name name) throws ErrnoException {
        int ticket = gate.enter();
        try {
            top.rmdir(caller, inner(directory), name);
        } catch (RuntimeException | Error e) {
            throw faults.answer(e);
        } finally {
            gate.leave(ticket);
        }
    }

    @Override
    public void rename(Caller caller, Node fromDirectory, Name from, Node toDirectory, Name to, int flags)
            throws ErrnoException {
        int ticket = gate.enter();
        try {
            top.rename(caller, inner(fromDirectory), from, inner(toDirectory), to, flags);
        } catch (RuntimeException | Error e) {
            throw faults.answer(e);
        } finally {
            gate.leave(ticket);
        }
    }

    @Override
    public OpenFile open(Caller caller, Node node, int flags) throws ErrnoException {
        int ticket = gate.enter();
        try {
            return opened(top.open(caller, inner(node), flags));
        } catch (RuntimeException | Error e) {
            throw faults.answer(e);
        } finally {
            gate.leave(ticket);
        }
    }

    @Override
    public OpenDirectory openDirectory(Caller caller, Node node) throws ErrnoException {
        int ticket = gate.enter();
        try {
            ServedDirectory directory =
                    new ServedDirectory(this, (ServedNode) node, top.openDirectory(caller, inner(node)));
            directories.add(directory);
            return directory;
        } catch (RuntimeException | Error e) {
            throw faults.answer(e);
        } finally {
            gate.leave(ticket);
        }
    }

    @Override
    public void statfs(Caller caller, Node node, FilesystemStatistics result) throws ErrnoException {
        int ticket = gate.enter();
        try {
            top.statfs(caller, inner(node), result);
        } catch (RuntimeException | Error e) {
            throw faults.answer(e);
        } finally {
            gate.leave(ticket);
        }
    }

    @Override
    public int getxattr(Caller caller, Node node, Name attribute, ByteBuffer value) throws ErrnoException {
        int ticket = gate.enter();
        try {
            return top.getxattr(caller, inner(node), attribute, value);
        } catch (RuntimeException | Error e) {
            throw faults.answer(e);
        } finally {
            gate.leave(ticket);
        }
    }

    @Override
    public int listxattr(Caller caller, Node node, ByteBuffer names) throws ErrnoException {
        int ticket = gate.enter();
        try {
            return top.listxattr(caller, inner(node), names);
        } catch (RuntimeException | Error e) {
            throw faults.answer(e);
        } finally {
            gate.leave(ticket);
        }
    }

    @Override
    public void setxattr(Caller caller, Node node, Name attribute, ByteBuffer value, int flags) throws ErrnoException {
        int ticket = gate.enter();
        try {
            top.setxattr(caller, inner(node), attribute, value, flags);
        } catch (RuntimeException | Error e) {
            throw faults.answer(e);
        } finally {
            gate.leave(ticket);
        }
    }

    @Override
    public void removexattr(Caller caller, Node node, Name attribute) throws ErrnoException {
        int ticket = gate.enter();
        try {
            top.removexattr(caller, inner(node), attribute);
        } catch (RuntimeException | Error e) {
            throw faults.answer(e);
        } finally {
            gate.leave(ticket);
        }
    }

    @Override
    public void sync(Caller caller) throws ErrnoException {
        int ticket = gate.enter();
        try {
            top.sync(caller);
        } catch (RuntimeException | Error e) {
            throw faults.answer(e);
        } finally {
            gate.leave(ticket);
        }
    }

    @Override
    public void refresh(Caller caller) throws ErrnoException {
        int ticket = gate.enter();
        try {
            top.refresh(caller);
        } catch (RuntimeException | Error e) {
            throw faults.answer(e);
        } finally {
            gate.leave(ticket);
        }
    }

    @Override
    public Map<String, String> describe(Caller caller, Node node) throws ErrnoException {
        int ticket = gate.enter();
        try {
            return top.describe(caller, inner(node));
        } catch (RuntimeException | Error e) {
            throw faults.answer(e);
        } finally {
            gate.leave(ticket);
        }
    }

    /** A filesystem succeeds itself: it has no state to hand over. */
    @Override
    public Handover handover() {
        throw new IllegalStateException("a served filesystem is not handed over");
    }

    /** Not for its users: the table closes the layers. */
    @Override
    public void close() {
        throw new IllegalStateException("a served filesystem is closed by its table");
    }

    private OpenFile opened(OpenFile inner) {
        ServedFile file = new ServedFile(this, nodes.of(inner.node()), inner);
        files.add(file);
        return file;
    }

    private static Node inner(Node node) throws ErrnoException {
        return ((ServedNode) node).inner();
    }
}
