package org.danaus.local;

import static org.danaus.posix.Posix.LIBC;
import static org.danaus.posix.Posix.check;

import java.nio.ByteBuffer;
import java.util.List;
import org.danaus.libservice.Attributes;
import org.danaus.libservice.CompositionException;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Handover;
import org.danaus.libservice.Node;
import org.danaus.libservice.OpenDirectory;
import org.danaus.libservice.OpenFile;
import org.danaus.libservice.State;
import org.danaus.posix.Fcntl;
import org.danaus.posix.FileHandle;
import org.danaus.posix.Posix;

/**
 * What crosses to a successor on the same directory, format {@value #FORMAT}: of the instance the directory's device
 * and inode, its path, and the locks the host sees; of a node its handle, or a descriptor if it has none; of an open
 * file its flags and descriptor; of an open directory its descriptor (its cookies are the kernel's).
 */
final class LocalHandover implements Handover {
    static final String FORMAT = "local/1";

    private final LocalLibservice owner;
    private final LocalTree tree;
    private final SharedLocks locks;

    LocalHandover(LocalLibservice owner, LocalTree tree, SharedLocks locks) {
        this.owner = owner;
        this.tree = tree;
        this.locks = locks;
    }

    @Override
    public State save() {
        return InstanceRecord.save(tree.directory(), locks);
    }

    @Override
    public void restore(State state) throws CompositionException {
        requireFormat(state);
        InstanceRecord.restore(state, tree.directory(), locks);
    }

    @Override
    public State save(Node node) throws ErrnoException {
        LocalNode local = (LocalNode) node;
        if (local.handle() != null) {
            return State.of(FORMAT, NodeRecord.write(local));
        }
        Descriptor at = tree.hold(local);
        try {
            return state(new byte[0], duplicate(at.number()));
        } finally {
            at.release();
        }
    }

    @Override
    public Node restoreNode(State state) throws ErrnoException, CompositionException {
        requireFormat(state);
        if (state.leases().isEmpty()) {
            NodeRecord record = NodeRecord.read(state.reader());
            require(FileHandle.isWellFormed(record.handle()));
            return tree.recall(record);
        }
        return tree.adopt(take(state), new Attributes());
    }

    @Override
    public State save(OpenFile file) throws ErrnoException {
        byte[] flags = ByteBuffer.allocate(Integer.BYTES).putInt(file.flags()).array();
        return state(flags, duplicate(((LocalFile) file).descriptor()));
    }

    @Override
    public OpenFile restoreFile(Node node, State state) throws CompositionException {
        requireFormat(state);
        require(state.data().length == Integer.BYTES);
        return new LocalFile(owner, (LocalNode) node, state.reader().getInt(), take(state));
    }

    @Override
    public State save(OpenDirectory directory) throws ErrnoException {
        return state(new byte[0], duplicate(((LocalDirectory) directory).descriptor()));
    }

    @Override
    public OpenDirectory restoreDirectory(Node node, State state) throws CompositionException {
        requireFormat(state);
        return new LocalDirectory(tree, (LocalNode) node, take(state), false);
    }

    private static int duplicate(int descriptor) throws ErrnoException {
        return check(LIBC.fcntl(descriptor, Fcntl.F_DUPFD_CLOEXEC, 0));
    }

    private static State state(byte[] data, int descriptor) {
        return new State(FORMAT, data, List.of(), List.of(), List.of(), List.of(Posix.lease(descriptor)));
    }

    private static int take(State state) throws CompositionException {
        require(state.leases().size() == 1);
        return (int) state.leases().get(0).take();
    }

    private static void require(boolean wellFormed) throws CompositionException {
        if (!wellFormed) {
            throw new CompositionException(
                    "local cannot read its predecessor's state: unmount the filesystem, then change its spec");
        }
    }

    private static void requireFormat(State state) throws CompositionException {
        if (!state.format().equals(FORMAT)) {
            throw new CompositionException("local cannot take over from a layer that writes " + state.format()
                    + ": unmount the filesystem, then change its spec");
        }
    }
}
