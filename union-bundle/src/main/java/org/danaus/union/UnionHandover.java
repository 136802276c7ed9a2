package org.danaus.union;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.danaus.libservice.CompositionException;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Handover;
import org.danaus.libservice.Name;
import org.danaus.libservice.Node;
import org.danaus.libservice.OpenDirectory;
import org.danaus.libservice.OpenFile;
import org.danaus.libservice.State;

/**
 * Hands a union over in the format {@code union/1}. All nodes are written at once by {@link TreeWriter}, and each is then named by its number; an open file as its flags, the branch that holds it and its open file there; an open
 * directory as its branch and open directory there, or as its snapshot. Branches are named as the options name them, so that the successor may have more or fewer of them as long
 * as nothing in use is missing.
 */
final class UnionHandover implements Handover {
    static final String FORMAT = "union/1";

    private final Union union;

    UnionHandover(Union union) {
        this.union = union;
    }

    @Override
    public State save() {
        TreeWriter writer = new TreeWriter(union);
        try {
            State tree = writer.write();
            union.departing(writer.numbers());
            return tree;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void restore(State state) throws CompositionException {
        check(state);
        try {
            union.arriving(read(state, in -> new TreeReader(union, in, state.nodes()).read()));
        } catch (ErrnoException e) {
            throw new CompositionException("the files of the old branches cannot be found: " + e.getMessage(), e);
        }
    }

    @Override
    public void finished() {
        union.arriving(null);
    }

    private static void check(State state) throws CompositionException {
        if (!state.format().equals(FORMAT)) {
            throw new CompositionException("a union cannot take over from a layer that writes '" + state.format()
                    + "'; unmount the filesystem and apply it anew");
        }
    }

    @Override
    public State save(Node node) throws ErrnoException {
        return State.of(
                FORMAT,
                ByteBuffer.allocate(Integer.BYTES)
                        .putInt(union.departing((UnionNode) node))
                        .array());
    }

    @Override
    public Node restoreNode(State state) throws ErrnoException, CompositionException {
        check(state);
        return union.arrived(state.reader().getInt());
    }

    @Override
    public State save(OpenFile file) throws ErrnoException {
        UnionFile open = (UnionFile) file;
        OpenFile below = open.current();
        // A successor would not know of them; nobody reads them now.
        open.closeRetired();
        Branch branch = union.branches().get(open.holder().branch());
        byte[] data = write(out -> {
            out.writeInt(open.flags());
            out.writeUTF(branch.text);
        });
        return new State(
                FORMAT, data, List.of(), List.of(new State.Below<>(branch.source, below)), List.of(), List.of());
    }

    @Override
    public OpenFile restoreFile(Node node, State state) throws ErrnoException, CompositionException {
        check(state);
        UnionNode file = (UnionNode) node;
        return read(state, in -> {
            int flags = in.readInt();
            Branch branch = NodeRecord.branch(union, in.readUTF());
            OpenFile below = state.files().get(0).what();
            Holder holder = file.holder;
            boolean same = holder.branch() == branch.index && holder.node().equals(below.node());
            Holder of = same ? holder : new Holder(branch.index, below.node(), false, null);
            return new UnionFile(union.copyUp(), file, flags, of, below);
        });
    }

    @Override
    public State save(OpenDirectory directory) throws ErrnoException {
        UnionDirectory open = (UnionDirectory) directory;
        OpenDirectory through = open.through();
        if (through != null) {
            Branch branch = union.branches().get(open.branch());
            byte[] data = write(out -> out.writeUTF(branch.text));
            return new State(
                    FORMAT, data, List.of(), List.of(), List.of(new State.Below<>(branch.source, through)), List.of());
        }
        List<Listing.Entry> snapshot = open.snapshot();
        return State.of(FORMAT, write(out -> writeSnapshot(out, snapshot)));
    }

    private static void writeSnapshot(DataOutputStream out, List<Listing.Entry> snapshot) throws IOException {
        out.writeInt(snapshot == null ? -1 : snapshot.size());
        if (snapshot == null) {
            return;
        }
        for (Listing.Entry entry : snapshot) {
            out.writeByte(entry.name().length());
            out.write(entry.name().toBytes());
            out.writeLong(entry.inode());
            out.writeByte(entry.type());
        }
    }

    @Override
    public OpenDirectory restoreDirectory(Node node, State state) throws ErrnoException, CompositionException {
        check(state);
        UnionNode directory = (UnionNode) node;
        return read(state, in -> {
            if (!state.directories().isEmpty()) {
                Branch branch = NodeRecord.branch(union, in.readUTF());
                OpenDirectory through = state.directories().get(0).what();
                return new UnionDirectory(union.listing(), directory, through, branch.index, null);
            }
            return new UnionDirectory(union.listing(), directory, null, -1, readSnapshot(in));
        });
    }

    private static List<Listing.Entry> readSnapshot(DataInputStream in) throws IOException, ErrnoException {
        int size = in.readInt();
        if (size < 0) {
            return null;
        }
        List<Listing.Entry> snapshot = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            byte[] bytes = in.readNBytes(in.readUnsignedByte());
            boolean dots = bytes[0] == '.' && (bytes.length == 1 || bytes.length == 2 && bytes[1] == '.');
            Name name = dots ? Name.dots(bytes.length) : Name.component(bytes);
            snapshot.add(new Listing.Entry(name, in.readLong(), in.readUnsignedByte(), null));
        }
        return snapshot;
    }

    private static byte[] write(Writer writer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            writer.write(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static <T> T read(State state, Reader<T> reader) throws ErrnoException, CompositionException {
        try {
            return reader.read(new DataInputStream(new ByteArrayInputStream(state.data())));
        } catch (IOException e) {
            throw new CompositionException("a record of the union taken over is damaged; the old stack goes on", e);
        }
    }

    @FunctionalInterface
    private interface Writer {
        void write(DataOutputStream out) throws IOException;
    }

    @FunctionalInterface
    private interface Reader<T> {
        T read(DataInputStream in) throws IOException, ErrnoException, CompositionException;
    }
}
