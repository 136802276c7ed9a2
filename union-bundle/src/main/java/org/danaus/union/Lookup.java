package org.danaus.union;

import java.util.concurrent.atomic.AtomicInteger;
import org.danaus.libservice.Attributes;
import org.danaus.libservice.Caller;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Mode;
import org.danaus.libservice.Name;
import org.danaus.libservice.Node;
import org.danaus.libservice.policy.WhiteoutFormat.Meaning;
import org.danaus.union.UnionNode.Link;

/** Finds entries and gives them their nodes. Takes no lock unless a node that is known must be told of a new place. */
final class Lookup {
    private static final int ATTEMPTS = 100;
    /** What a search answers if the directory changed under it. */
    private static final UnionNode AGAIN = new UnionNode(new Key(-1, 0), 0, 0, false);

    private final Branch[] branches;
    private final Stack stack;
    private final Nodes nodes;
    private final boolean chained;
    private final AtomicInteger refreshes = new AtomicInteger();

    Lookup(Branch[] branches, Stack stack, Nodes nodes) {
        this.branches = branches;
        this.stack = stack;
        this.nodes = nodes;
        int writable = 0;
        for (Branch branch : branches) {
            writable += branch.writable ? 1 : 0;
        }
        this.chained = writable > 1;
    }

    /** The root's node. */
    UnionNode root(BranchPlace[] places) throws ErrnoException {
        Branch bottom = branches[branches.length - 1];
        Attributes attributes = new Attributes();
        bottom.layer.getattr(Caller.SERVICE, bottom.root.node(), attributes);
        Key key = new Key(bottom.fromBottom, attributes.inode);
        UnionNode root = new UnionNode(key, report(key), Mode.DIRECTORY, false);
        root.places = places;
        return nodes.intern(root);
    }

    /** From now on directories are searched anew when they are met. */
    void refresh() {
        refreshes.incrementAndGet();
    }

    /** Counts the refreshes. */
    int generation() {
        return refreshes.get();
    }

    /** The node of an entry and its attributes, or null. */
    UnionNode find(Caller caller, UnionNode directory, Name name, Attributes found) throws ErrnoException {
        Attributes entry = stack.scratch().entry;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int version = directory.version();
            UnionNode node = search(caller, directory, name, version, entry);
            if (node == null) {
                return null;
            }
            if (node != AGAIN && settle(node, directory, name, version)) {
                entry.inode = node.inode;
                SharedFile shared = node.shared;
                if (shared != null) {
                    entry.links = shared.names(entry.links);
                } else if (node.isMerged()) {
                    entry.links = 1;
                }
                found.set(entry);
                return node;
            }
        }
        throw Errno.EIO.exception();
    }

    /** Lets a node know its name, unless the directory has changed since the search began. */
    private static boolean settle(UnionNode node, UnionNode directory, Name name, int version) {
        Link link = node.link;
        if (link != null && (link.is(directory, name) || !node.isDirectory())) {
            return true;
        }
        directory.changes.lock();
        try {
            if (directory.version() != version) {
                return false;
            }
            node.link = new Link(directory, name);
            node.gone = false;
            return true;
        } finally {
            directory.changes.unlock();
        }
    }

    private UnionNode search(Caller caller, UnionNode directory, Name name, int version, Attributes entry)
            throws ErrnoException {
        BranchPlace[] places = directory.places;
        for (int i = 0; i < branches.length; i++) {
            BranchPlace place = places[i];
            if (place == null || !place.exists()) {
                continue;
            }
            Branch branch = branches[i];
            Node node = branch.lookup(caller, place, name, entry);
            Meaning meaning = node == null ? Meaning.MARK : branch.meaning(place, name, node, entry);
            if (meaning == Meaning.FILE) {
                return entry.isDirectory()
                        ? directory(caller, directory, name, version, branch, node, entry)
                        : file(branch, node, entry);
            }
            if (meaning == Meaning.WHITEOUT || branch.hidesBeside(place, name)) {
                return null;
            }
        }
        return null;
    }

    private UnionNode directory(
            Caller caller, UnionNode parent, Name name, int version, Branch branch, Node node, Attributes entry)
            throws ErrnoException {
        BranchPlace[] parents = parent.places;
        Key key = stack.scratch().key;
        branch.identify(node, entry.inode, key);
        UnionNode known = nodes.get(key);
        if (known != null && known.generation == refreshes.get() && isAt(known, branch.index, node, parents, name)) {
            return known;
        }
        Key kept = key.copy();
        int now = refreshes.get();
        BranchPlace[] places = stack.places(caller, parents, name, 0);
        if (places == null) {
            return AGAIN;
        }
        UnionNode fresh = new UnionNode(kept, report(kept), Mode.DIRECTORY, false);
        fresh.places = places;
        fresh.generation = now;
        UnionNode interned = nodes.intern(fresh);
        if (interned == fresh) {
            return fresh;
        }
        if (!interned.isDirectory() || interned.gone && !sharesPlace(interned, places)) {
            nodes.replace(fresh);
            return fresh;
        }
        parent.changes.lock();
        try {
            if (parent.version() != version) {
                return AGAIN;
            }
            adopt(interned, places);
            interned.generation = now;
            return interned;
        } finally {
            parent.changes.unlock();
        }
    }

    private static boolean isAt(UnionNode known, int branch, Node node, BranchPlace[] parents, Name name) {
        BranchPlace[] places = known.places;
        BranchPlace place = places == null ? null : places[branch];
        return place != null && place.exists() && place.node().equals(node) && place.isAt(parents[branch], name);
    }

    private static boolean sharesPlace(UnionNode known, BranchPlace[] places) {
        int top = UnionNode.topmost(places);
        BranchPlace before = known.places[top];
        return before != null && before.exists() && before.node().equals(places[top].node());
    }

    /** Gives a known directory the places just found, keeping the objects of those that are the same: places beneath refer to them. */
    private static void adopt(UnionNode known, BranchPlace[] places) {
        BranchPlace[] before = known.places;
        for (int i = 0; i < places.length; i++) {
            BranchPlace old = before[i];
            BranchPlace now = places[i];
            if (old != null && now != null && (!old.exists() || same(old, now))) {
                if (!old.exists() && now.exists()) {
                    old.appear(now.node());
                }
                old.move(now.parent(), now.name());
                old.opaque(now.opaque());
                old.redirect(now.redirect());
                places[i] = old;
            }
        }
        known.places = BranchPlace.among(places);
    }

    private static boolean same(BranchPlace one, BranchPlace other) {
        return one.exists() && other.exists() && one.node().equals(other.node());
    }

    private UnionNode file(Branch branch, Node node, Attributes entry) throws ErrnoException {
        Key key = stack.scratch().key;
        boolean copied = branch.identify(node, entry.inode, key);
        UnionNode known = nodes.get(key);
        if (known != null && !known.isDirectory()) {
            Holder holder = known.holder;
            if (holder.branch() == branch.index && holder.node().equals(node)) {
                return known;
            }
            if (holder.branch() < branch.index) {
                branches[holder.branch()].layer.getattr(Caller.SERVICE, holder.node(), entry);
                return known;
            }
            if (holder.branch() > branch.index) {
                known.holder = new Holder(branch.index, node, true, holder);
                return known;
            }
            if (!known.gone) {
                return unrelated(branch, node, entry);
            }
        }
        return fresh(branch, node, entry, key.copy(), copied, known);
    }

    /** A file that bears the record of another one, such as a copy made by hand: known by itself alone. */
    private UnionNode unrelated(Branch branch, Node node, Attributes entry) throws ErrnoException {
        Key own = new Key(branch.fromBottom, entry.inode);
        UnionNode known = nodes.get(own);
        if (known != null && !known.isDirectory() && known.holder.node().equals(node)) {
            return known;
        }
        return fresh(branch, node, entry, own, false, known);
    }

    private UnionNode fresh(Branch branch, Node node, Attributes entry, Key key, boolean copied, UnionNode stale)
            throws ErrnoException {
        UnionNode fresh = new UnionNode(key, report(key), entry.mode & Mode.TYPE, chained);
        fresh.holder = new Holder(branch.index, node, copied, null);
        SharedFile shared = copied || entry.links > 1 ? shared(branch, key) : null;
        fresh.shared = shared;
        if (shared != null && shared.copied() && shared.branch < branch.index) {
            fresh.holder = new Holder(shared.branch, shared.entry(), true, fresh.holder);
            branches[shared.branch].layer.getattr(Caller.SERVICE, shared.entry(), entry);
        }
        if (stale != null) {
            nodes.replace(fresh);
            return fresh;
        }
        return nodes.intern(fresh);
    }

    /** What the topmost branch that knows of it records of a file with several names. */
    SharedFile shared(Branch holder, Key key) {
        for (int i = 0; i <= holder.index; i++) {
            SharedFile shared = branches[i].links == null ? null : branches[i].links.find(key);
            if (shared != null) {
                return shared;
            }
        }
        return null;
    }

    /** The node of something that was just made in a branch, which a lookup may have met before. */
    UnionNode made(Branch branch, Node node, Attributes attributes) {
        Key key = new Key(branch.fromBottom, attributes.inode);
        UnionNode fresh = new UnionNode(key, report(key), attributes.mode & Mode.TYPE, chained);
        fresh.holder = new Holder(branch.index, node, false, null);
        UnionNode known = nodes.intern(fresh);
        if (known != fresh && (known.isDirectory() || !known.holder.node().equals(node))) {
            nodes.replace(fresh);
            return fresh;
        }
        return known;
    }

    /** The node of a directory that was just made. */
    UnionNode madeDirectory(Branch branch, BranchPlace[] places, Attributes attributes) {
        Key key = new Key(branch.fromBottom, attributes.inode);
        UnionNode fresh = new UnionNode(key, report(key), Mode.DIRECTORY, false);
        fresh.places = places;
        fresh.generation = refreshes.get();
        UnionNode known = nodes.intern(fresh);
        if (known != fresh && (!known.isDirectory() || !sharesPlace(known, places))) {
            nodes.replace(fresh);
            return fresh;
        }
        return known;
    }

    /** Whether one writable branch lies above another. */
    boolean isChained() {
        return chained;
    }

    /** The number that the union reports for a key; a key of a branch that is no more keeps its bare number. */
    long report(Key key) {
        int index = branches.length - 1 - key.branch();
        return index >= 0 && index < branches.length ? branches[index].report(key.inode()) : key.inode();
    }
}
