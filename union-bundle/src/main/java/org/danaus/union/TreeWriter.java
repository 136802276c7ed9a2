package org.danaus.union;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.danaus.libservice.Name;
import org.danaus.libservice.Node;
import org.danaus.libservice.State;
import org.danaus.union.UnionNode.Link;

/**
 * Writes down all that a union knows of its files for the next one, so that nothing must be looked up again: places parents first, directories as groups of places, then nodes. Their numbers are their positions. {@link TreeReader}
 * reads it. Made while no operation runs, by one thread.
 *
 * <pre>
 * branches: count, { text, format }
 * places:   count, { branch, flags, parent, name, redirect }          flags: {@link #ROOT} …
 * groups:   count, { -1, or place and in the lowest bit whether the group is its directory now; one a branch }
 * nodes:    count, { key, type, flags, parent, name, group | holders }
 * </pre>
 */
final class TreeWriter {
    /** A place is its branch's root. */
    static final int ROOT = 1;
    /** A place is there. */
    static final int EXISTS = 1 << 1;
    /** A place is opaque. */
    static final int OPAQUE = 1 << 2;
    /** A place may hold copies. */
    static final int IMPURE = 1 << 3;
    /** It is known whether a place holds file whiteouts. */
    static final int WHITEOUTS_KNOWN = 1 << 4;
    /** A place holds file whiteouts. */
    static final int WHITEOUTS = 1 << 5;
    /** A node has no name left. */
    static final int GONE = 1;
    /** A node is found by its key. */
    static final int FOUND = 1 << 1;
    /** A node is the root. */
    static final int TOP = 1 << 2;
    /** A node has a record of several names. */
    static final int SHARED = 1 << 3;

    private final Union union;
    private final Map<BranchPlace, Integer> places = new IdentityHashMap<>();
    private final List<BranchPlace> placeList = new ArrayList<>();
    private final Map<BranchPlace[], Integer> groups = new IdentityHashMap<>();
    private final List<BranchPlace[]> groupList = new ArrayList<>();
    private final Map<UnionNode, Integer> nodes = new IdentityHashMap<>();
    private final List<UnionNode> nodeList = new ArrayList<>();
    private final List<State.Below<Node>> below = new ArrayList<>();

    TreeWriter(Union union) {
        this.union = union;
    }

    /** The numbers of all nodes; after {@link #write}. */
    Map<UnionNode, Integer> numbers() {
        return nodes;
    }

    State write() throws IOException {
        group(union.root().places);
        node(union.root());
        union.nodes().all().forEach(this::node);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(nodeList.size() * 64 + 1024);
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(union.branches().size());
        for (Branch branch : union.branches()) {
            out.writeUTF(branch.text);
            out.writeUTF(branch.format.getClass().getName());
        }
        out.writeInt(placeList.size());
        for (BranchPlace place : placeList) {
            write(out, place);
        }
        out.writeInt(groupList.size());
        for (BranchPlace[] group : groupList) {
            for (BranchPlace place : group) {
                out.writeInt(place == null ? -1 : places.get(place) << 1 | (place.directory() == group ? 1 : 0));
            }
        }
        out.writeInt(nodeList.size());
        for (UnionNode node : nodeList) {
            write(out, node);
        }
        return new State(UnionHandover.FORMAT, bytes.toByteArray(), below, List.of(), List.of(), List.of());
    }

    /** Takes a node up, and before it the directories above it. */
    private void node(UnionNode node) {
        Deque<UnionNode> chain = new ArrayDeque<>();
        for (UnionNode at = node; at != null && !nodes.containsKey(at); at = parent(at)) {
            chain.push(at);
        }
        for (UnionNode next : chain) {
            nodes.put(next, nodeList.size());
            nodeList.add(next);
            if (next.isDirectory()) {
                group(next.places);
            }
        }
    }

    private static UnionNode parent(UnionNode node) {
        Link link = node.link;
        return link == null ? null : link.parent();
    }

    /** Takes a group up, with the groups of the directories above its places. */
    private void group(BranchPlace[] first) {
        Deque<BranchPlace[]> found = new ArrayDeque<>(List.<BranchPlace[]>of(first));
        while (!found.isEmpty()) {
            BranchPlace[] group = found.pop();
            if (groups.putIfAbsent(group, groupList.size()) != null) {
                continue;
            }
            groupList.add(group);
            for (BranchPlace place : group) {
                if (place != null) {
                    place(place, found);
                }
            }
        }
    }

    /** Takes a place up, parents first. */
    private void place(BranchPlace place, Deque<BranchPlace[]> groupsFound) {
        Deque<BranchPlace> chain = new ArrayDeque<>();
        for (BranchPlace at = place; at != null && !places.containsKey(at); at = at.parent()) {
            chain.push(at);
        }
        for (BranchPlace next : chain) {
            places.put(next, placeList.size());
            placeList.add(next);
            if (next.directory() != null) {
                groupsFound.push(next.directory());
            }
        }
    }

    private void write(DataOutputStream out, BranchPlace place) throws IOException {
        Branch branch = union.branches().get(place.branch());
        Boolean whiteouts = place.holdsFileWhiteouts();
        out.writeInt(place.branch());
        out.writeInt((place == branch.root ? ROOT : 0)
                | (place.exists() ? EXISTS : 0)
                | (place.opaque() ? OPAQUE : 0)
                | (place.impure() ? IMPURE : 0)
                | (whiteouts != null ? WHITEOUTS_KNOWN : 0)
                | (Boolean.TRUE.equals(whiteouts) ? WHITEOUTS : 0));
        out.writeInt(place.parent() == null ? -1 : places.get(place.parent()));
        write(out, place.name());
        byte[] redirect = place.redirect();
        out.writeInt(redirect == null ? -1 : redirect.length);
        if (redirect != null) {
            out.write(redirect);
        }
        if (place.exists()) {
            below.add(new State.Below<>(branch.source, place.node()));
        }
    }

    private void write(DataOutputStream out, UnionNode node) throws IOException {
        out.writeInt(node.key.branch());
        out.writeLong(node.key.inode());
        out.writeInt(node.type);
        out.writeInt((node.gone ? GONE : 0)
                | (union.nodes().get(node.key) == node ? FOUND : 0)
                | (node == union.root() ? TOP : 0)
                | (node.shared != null ? SHARED : 0));
        Link link = node.link;
        out.writeInt(link == null ? -1 : nodes.get(link.parent()));
        write(out, link == null ? null : link.name());
        if (node.isDirectory()) {
            out.writeInt(groups.get(node.places));
            return;
        }
        for (Holder holder = node.holder; holder != null; holder = holder.origin()) {
            out.writeInt(holder.branch());
            out.writeBoolean(holder.copied());
            below.add(new State.Below<>(union.branches().get(holder.branch()).source, holder.node()));
        }
        out.writeInt(-1);
    }

    private static void write(DataOutputStream out, Name name) throws IOException {
        out.writeByte(name == null ? 0 : name.length());
        if (name != null) {
            out.write(name.toBytes());
        }
    }
}
