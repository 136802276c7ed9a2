package org.danaus.union;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.danaus.libservice.Attributes;
import org.danaus.libservice.Caller;
import org.danaus.libservice.CompositionException;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Mode;
import org.danaus.libservice.Name;
import org.danaus.libservice.Node;
import org.danaus.union.UnionNode.Link;

/**
 * A node as one union writes it down for the next: its key, a path by which it is known (if any is left), and the branches that hold it, whose nodes lie beside the record. The path is
 * tried first, since it also tells where its directory would be in every branch; a file without one is rebuilt from its nodes.
 *
 * @param key what it is known by
 * @param type file type
 * @param gone whether it has no name left
 * @param parent key of the directory of its name, null if there is no path
 * @param path names from the root, null if there is no path
 * @param copied whether a file is a copy
 * @param branches the branches that hold it, as options name them
 */
record NodeRecord(Key key, int type, boolean gone, Key parent, List<Name> path, boolean copied, List<String> branches) {
    /** Where a node is: the holder of a file, the places of a directory. */
    static List<Spot> spots(UnionNode node) {
        if (!node.isDirectory()) {
            return List.of(node.holder);
        }
        List<Spot> spots = new ArrayList<>();
        for (BranchPlace place : node.places) {
            if (place != null && place.exists()) {
                spots.add(place);
            }
        }
        return spots;
    }

    static void write(DataOutputStream out, UnionNode node, List<Spot> spots, List<Branch> branches)
            throws IOException {
        writeKey(out, node.key);
        out.writeInt(node.type);
        out.writeBoolean(node.gone);
        List<Name> path = path(node);
        out.writeInt(path == null ? -1 : path.size());
        if (path != null) {
            for (Name name : path) {
                out.writeByte(name.length());
                out.write(name.toBytes());
            }
            writeKey(out, node.link == null ? node.key : node.link.parent().key);
        }
        out.writeBoolean(!node.isDirectory() && node.holder.copied());
        out.writeInt(spots.size());
        for (Spot spot : spots) {
            out.writeUTF(branches.get(spot.branch()).text);
        }
    }

    /** Names from the root; null if the node, or a directory above it, has none. */
    private static List<Name> path(UnionNode node) {
        List<Name> path = new ArrayList<>();
        UnionNode at = node;
        for (Link link = at.link; link != null; link = at.link) {
            path.add(0, link.name());
            at = link.parent();
        }
        return at.isRoot() ? path : null;
    }

    static NodeRecord read(DataInputStream in) throws IOException, ErrnoException {
        Key key = readKey(in);
        int type = in.readInt();
        boolean gone = in.readBoolean();
        int depth = in.readInt();
        List<Name> path = depth < 0 ? null : new ArrayList<>(depth);
        for (int i = 0; i < depth; i++) {
            path.add(Name.component(in.readNBytes(in.readUnsignedByte())));
        }
        Key parent = depth < 0 ? null : readKey(in);
        boolean copied = in.readBoolean();
        int count = in.readInt();
        List<String> branches = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            branches.add(in.readUTF());
        }
        return new NodeRecord(key, type, gone, parent, path, copied, branches);
    }

    private static void writeKey(DataOutputStream out, Key key) throws IOException {
        out.writeInt(key.branch());
        out.writeLong(key.inode());
    }

    private static Key readKey(DataInputStream in) throws IOException {
        return new Key(in.readInt(), in.readLong());
    }

    /** The node at the path, if it still is this one; otherwise null. */
    UnionNode resolve(Union union) throws ErrnoException {
        if (path == null || gone) {
            return null;
        }
        if (path.isEmpty()) {
            return union.root();
        }
        Attributes found = new Attributes();
        Name last = path.get(path.size() - 1);
        UnionNode known = union.nodes().get(parent);
        if (known == null || !known.isDirectory() || known.gone) {
            known = union.root();
            for (Name name : path.subList(0, path.size() - 1)) {
                known = known.isDirectory() ? union.lookup().find(Caller.SERVICE, known, name, found) : null;
                if (known == null) {
                    return null;
                }
            }
        }
        UnionNode node = known.isDirectory() ? union.lookup().find(Caller.SERVICE, known, last, found) : null;
        return node != null && node.key.equals(key) ? node : null;
    }

    /** The node from what holds it. @throws CompositionException if a branch is missing */
    UnionNode rebuild(Union union, List<Node> nodes) throws CompositionException {
        UnionNode known = union.nodes().get(key);
        if (known != null && isHeldBy(known, nodes)) {
            return known;
        }
        UnionNode node = new UnionNode(
                key, union.lookup().report(key), type, union.lookup().isChained());
        node.gone = gone;
        if (node.isDirectory()) {
            BranchPlace[] places = new BranchPlace[union.branches().size()];
            for (int i = 0; i < nodes.size(); i++) {
                int branch = branch(union, branches.get(i)).index;
                places[branch] = new BranchPlace(branch, nodes.get(i), null, null);
            }
            node.places = BranchPlace.among(places);
        } else {
            Branch branch = branch(union, branches.get(0));
            node.holder = new Holder(branch.index, nodes.get(0), copied, null);
            node.shared = gone ? null : union.lookup().shared(branch, key);
        }
        // A file that is gone may share its key with one that was given its inode number since; that one is looked up.
        return known == null ? union.nodes().intern(node) : node;
    }

    private boolean isHeldBy(UnionNode known, List<Node> nodes) {
        if (known.isDirectory() != (type == Mode.DIRECTORY)) {
            return false;
        }
        return spots(known).stream().anyMatch(spot -> nodes.contains(spot.node()));
    }

    static Branch branch(Union union, String text) throws CompositionException {
        for (Branch branch : union.branches()) {
            if (branch.text.equals(text)) {
                return branch;
            }
        }
        throw new CompositionException(
                "branch '" + text + "' holds files in use and is missing; keep it, or close those files first");
    }
}
