package org.danaus.union;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Name;
import org.danaus.libservice.Node;
import org.danaus.libservice.State.Below;
import org.danaus.union.UnionNode.Link;

/**
 * Makes the nodes of a union from what a {@link TreeWriter} wrote. With the same branches in the same formats they are made as they were; with others, each is looked up by its
 * path, since its directory may be elsewhere, and one without a path is rebuilt from what holds it; one whose branch is missing is gone.
 */
final class TreeReader {
    private final Union union;
    private final DataInputStream in;
    private final Iterator<Below<Node>> below;
    private final List<String> texts = new ArrayList<>();
    private boolean same;

    TreeReader(Union union, DataInputStream in, List<Below<Node>> below) {
        this.union = union;
        this.in = in;
        this.below = below.iterator();
    }

    /** The nodes by number; null where a file is gone from the new branches. */
    List<UnionNode> read() throws IOException, ErrnoException {
        int branches = in.readInt();
        same = branches == union.branches().size();
        for (int i = 0; i < branches; i++) {
            texts.add(in.readUTF());
            String format = in.readUTF();
            same = same
                    && union.branches().get(i).text.equals(texts.get(i))
                    && union.branches().get(i).format.getClass().getName().equals(format);
        }
        List<BranchPlace> places = places();
        List<BranchPlace[]> groups = groups(places, branches);
        return nodes(groups);
    }

    private List<BranchPlace> places() throws IOException, ErrnoException {
        int count = in.readInt();
        List<BranchPlace> places = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int branch = in.readInt();
            int flags = in.readInt();
            int parent = in.readInt();
            Name name = name();
            int length = in.readInt();
            byte[] redirect = length < 0 ? null : in.readNBytes(length);
            Node node = (flags & TreeWriter.EXISTS) != 0 ? below.next().what() : null;
            BranchPlace place = same && (flags & TreeWriter.ROOT) != 0
                    ? union.branches().get(branch).root
                    : new BranchPlace(branch, node, parent < 0 ? null : places.get(parent), name);
            place.redirect(redirect);
            place.opaque((flags & TreeWriter.OPAQUE) != 0);
            place.impure((flags & TreeWriter.IMPURE) != 0);
            if ((flags & TreeWriter.WHITEOUTS_KNOWN) != 0) {
                place.holdsFileWhiteouts((flags & TreeWriter.WHITEOUTS) != 0);
            }
            places.add(place);
        }
        return places;
    }

    private List<BranchPlace[]> groups(List<BranchPlace> places, int branches) throws IOException {
        int count = in.readInt();
        List<BranchPlace[]> groups = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            BranchPlace[] group = new BranchPlace[branches];
            for (int branch = 0; branch < branches; branch++) {
                int number = in.readInt();
                if (number >= 0) {
                    group[branch] = places.get(number >> 1);
                    if ((number & 1) != 0) {
                        group[branch].belong(group);
                    }
                }
            }
            groups.add(group);
        }
        return groups;
    }

    private List<UnionNode> nodes(List<BranchPlace[]> groups) throws IOException, ErrnoException {
        int count = in.readInt();
        List<UnionNode> nodes = new ArrayList<>(count);
        List<List<Name>> paths = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Key key = new Key(in.readInt(), in.readLong());
            int type = in.readInt();
            int flags = in.readInt();
            int parent = in.readInt();
            Name name = name();
            boolean top = (flags & TreeWriter.TOP) != 0;
            paths.add(same ? null : path(top, parent < 0 ? null : paths.get(parent), name));
            BranchPlace[] group = type == org.danaus.libservice.Mode.DIRECTORY ? groups.get(in.readInt()) : null;
            Holder holder = group == null ? holder() : null;
            if (top) {
                if (same) {
                    union.root().places = group;
                }
                nodes.add(union.root());
            } else if (isNowhere(group, holder)) {
                nodes.add(null);
            } else if (same) {
                UnionNode above = parent < 0 ? null : nodes.get(parent);
                nodes.add(asItWas(key, type, flags, above, name, group, holder));
            } else {
                nodes.add(lookedUp(key, type, (flags & TreeWriter.GONE) != 0, paths.get(i), group, holder));
            }
        }
        return nodes;
    }

    /** Whether nothing is left of a file in any branch. */
    private static boolean isNowhere(BranchPlace[] group, Holder holder) {
        if (group == null) {
            return holder.node() == null;
        }
        for (BranchPlace place : group) {
            if (place != null && place.exists()) {
                return false;
            }
        }
        return true;
    }

    private UnionNode asItWas(
            Key key, int type, int flags, UnionNode parent, Name name, BranchPlace[] group, Holder holder) {
        UnionNode node = new UnionNode(
                key,
                union.lookup().report(key),
                type,
                group == null && union.lookup().isChained());
        node.places = group;
        node.holder = holder;
        node.gone = (flags & TreeWriter.GONE) != 0;
        node.link = parent == null ? null : new Link(parent, name);
        if ((flags & TreeWriter.SHARED) != 0) {
            node.shared = union.lookup().shared(union.branches().get(holder.branch()), key);
        }
        if ((flags & TreeWriter.FOUND) != 0) {
            union.nodes().replace(node);
        }
        return node;
    }

    private UnionNode lookedUp(Key key, int type, boolean gone, List<Name> path, BranchPlace[] group, Holder holder)
            throws ErrnoException {
        List<String> branches = new ArrayList<>();
        List<Node> held = new ArrayList<>();
        if (group == null) {
            branches.add(texts.get(holder.branch()));
            held.add(holder.node());
        } else {
            for (BranchPlace place : group) {
                if (place != null && place.exists()) {
                    branches.add(texts.get(place.branch()));
                    held.add(place.node());
                }
            }
        }
        NodeRecord record = new NodeRecord(key, type, gone, path, group == null && holder.copied(), branches);
        UnionNode found = record.resolve(union);
        return found != null ? found : record.rebuild(union, held);
    }

    private Holder holder() throws IOException {
        List<Holder> chain = new ArrayList<>(1);
        for (int branch = in.readInt(); branch >= 0; branch = in.readInt()) {
            chain.add(new Holder(branch, below.next().what(), in.readBoolean(), null));
        }
        Holder holder = null;
        for (int i = chain.size() - 1; i >= 0; i--) {
            Holder bare = chain.get(i);
            holder = new Holder(bare.branch(), bare.node(), bare.copied(), holder);
        }
        return holder;
    }

    private static List<Name> path(boolean top, List<Name> above, Name name) {
        if (top) {
            return List.of();
        }
        if (above == null) {
            return null;
        }
        List<Name> path = new ArrayList<>(above);
        path.add(name);
        return path;
    }

    private Name name() throws IOException, ErrnoException {
        int length = in.readUnsignedByte();
        return length == 0 ? null : Name.component(in.readNBytes(length));
    }
}
