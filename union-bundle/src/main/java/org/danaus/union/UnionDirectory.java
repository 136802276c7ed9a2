package org.danaus.union;

import java.util.List;
import org.danaus.libservice.Caller;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Name;
import org.danaus.libservice.Node;
import org.danaus.libservice.OpenDirectory;
import org.danaus.libservice.policy.WhiteoutFormat.Meaning;

/**
 * An open directory. What only one branch holds is handed through with that branch's cookies; everything else is a snapshot, taken at cookie 0, in which a
 * cookie is a position. Calls on one open directory take turns.
 */
final class UnionDirectory implements OpenDirectory {
    private final Listing listing;
    private final UnionNode node;
    /** Handed through; null if there is a snapshot, or nothing was read yet. Guarded by this. */
    private OpenDirectory through;
    /** The branch handed through. Guarded by this. */
    private int branch = -1;
    /** Guarded by this. */
    private List<Listing.Entry> snapshot;

    UnionDirectory(Listing listing, UnionNode node) {
        this.listing = listing;
        this.node = node;
    }

    /** One that goes on where another stopped. */
    UnionDirectory(Listing listing, UnionNode node, OpenDirectory through, int branch, List<Listing.Entry> snapshot) {
        this(listing, node);
        this.through = through;
        this.branch = branch;
        this.snapshot = snapshot;
    }

    @Override
    public UnionNode node() {
        return node;
    }

    synchronized OpenDirectory through() {
        return through;
    }

    synchronized int branch() {
        return branch;
    }

    synchronized List<Listing.Entry> snapshot() {
        return snapshot;
    }

    @Override
    public synchronized void read(Caller caller, long cookie, Sink sink) throws ErrnoException {
        if (cookie == 0 || through == null && snapshot == null) {
            begin(caller);
        }
        if (through != null) {
            through.read(caller, cookie, (name, inode, type, next) -> hand(name, inode, type, next, sink));
            return;
        }
        for (int i = (int) Math.min(cookie, snapshot.size()); i < snapshot.size(); i++) {
            Listing.Entry entry = snapshot.get(i);
            long inode = i == 1 ? Listing.parent(node) : entry.inode();
            if (!sink.entry(entry.name(), inode, entry.type(), i + 1)) {
                return;
            }
        }
    }

    private void begin(Caller caller) throws ErrnoException {
        int alone = listing.alone(node);
        if (alone != branch || alone < 0) {
            end();
            branch = alone;
            if (alone >= 0) {
                through = listing.branch(alone).layer.openDirectory(caller, node.places[alone].node());
            }
        }
        snapshot = alone < 0 ? listing.snapshot(node) : null;
    }

    private boolean hand(Name name, long inode, int type, long next, Sink sink) throws ErrnoException {
        if (name.isDots()) {
            return sink.entry(name, name.length() == 1 ? node.inode : Listing.parent(node), type, next);
        }
        Branch from = listing.branch(branch);
        BranchPlace place = node.places[branch];
        if (place == null
                || from.isPrivate(place, name)
                || from.format.meaning(Caller.SERVICE, place, name, type, null) != Meaning.FILE) {
            return true;
        }
        return sink.entry(name, from.report(inode), type, next);
    }

    @Override
    public void fsync(Caller caller, boolean dataOnly) throws ErrnoException {
        int top = node.branch();
        Branch holder = listing.branch(top);
        if (!holder.writable) {
            return;
        }
        Node directory = node.places[top].node();
        OpenDirectory open = holder.layer.openDirectory(caller, directory);
        try {
            open.fsync(caller, dataOnly);
        } finally {
            open.close();
        }
    }

    @Override
    public synchronized void close() {
        end();
    }

    private void end() {
        if (through != null) {
            through.close();
            through = null;
            branch = -1;
        }
    }
}
