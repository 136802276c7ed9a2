package org.danaus.union;

import java.lang.ref.SoftReference;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.StampedLock;
import org.danaus.libservice.Mode;
import org.danaus.libservice.Name;
import org.danaus.libservice.Node;
import org.danaus.libservice.OpenFile;

/**
 * A file of the union: the same object as long as anybody refers to it, whatever branch holds it. Locks, in the order in which they are taken: {@link #copying}, then the union's
 * tree lock, then {@link #changes} of parents before children. Lookups and reads take none of them.
 */
final class UnionNode implements Node {
    private static final AtomicIntegerFieldUpdater<UnionNode> OPENS =
            AtomicIntegerFieldUpdater.newUpdater(UnionNode.class, "opens");
    private static final AtomicIntegerFieldUpdater<UnionNode> VERSION =
            AtomicIntegerFieldUpdater.newUpdater(UnionNode.class, "version");

    /** What it is known by. */
    final Key key;
    /** The inode number that the union reports. */
    final long inode;
    /** File type, of {@link Mode#TYPE}. */
    final int type;
    /** Of a directory: held while an entry changes. */
    final ReentrantLock changes = new ReentrantLock();
    /** Of anything else: held while it is copied up. */
    final ReentrantLock copying = new ReentrantLock();
    /** Of a file in a branch that is writable below another writable one: writers share it, a copy-up excludes them. */
    final StampedLock writing;

    /** Of a directory: its places, one a branch, null where a branch above hides what the branch holds. Otherwise null. */
    volatile BranchPlace[] places;
    /** Of anything but a directory: where it is. Otherwise null. */
    volatile Holder holder;
    /** A name by which it is known; null if none is left, or none is known. */
    volatile Link link;
    /** Whether its last name is gone: nothing may be made in such a directory. */
    volatile boolean gone;
    /** What is recorded of a lower file with several names, null for all others. */
    volatile SharedFile shared;
    /** The refresh of the union after which this was found. */
    volatile int generation;

    /** Of a directory: what it listed last; null, or empty, if nothing is kept. */
    volatile SoftReference<Listing.Kept> listed;

    private volatile int opens;
    private volatile int version;
    private volatile OpenFile anchor;

    UnionNode(Key key, long inode, int type, boolean chained) {
        this.key = key;
        this.inode = inode;
        this.type = type;
        this.writing = chained ? new StampedLock() : null;
    }

    /** Whether this is the root: the only directory with a name nowhere that is not gone. */
    boolean isRoot() {
        BranchPlace[] all = places;
        return all != null && !gone && link == null && all[topmost(all)].parent() == null;
    }

    boolean isDirectory() {
        return type == Mode.DIRECTORY;
    }

    /** Whether it is a directory that more than one branch holds. */
    boolean isMerged() {
        BranchPlace[] all = places;
        if (all == null) {
            return false;
        }
        int holders = 0;
        for (BranchPlace place : all) {
            holders += place != null && place.exists() ? 1 : 0;
        }
        return holders > 1;
    }

    /** Where what shows of it is: the topmost place of a directory, the holder of anything else. */
    Spot top() {
        BranchPlace[] all = places;
        return all == null ? holder : all[topmost(all)];
    }

    /** The branch of that. */
    int branch() {
        return top().branch();
    }

    /** Counts the changes of a directory's entries, so that a lookup can tell that one came in between. */
    int version() {
        return version;
    }

    /** To be called under {@link #changes}, after a change. */
    void changed() {
        VERSION.incrementAndGet(this);
    }

    void opened() {
        OPENS.incrementAndGet(this);
    }

    boolean isOpen() {
        return opens > 0;
    }

    /** The last one closes what keeps a copy without a name alive. */
    void closed() {
        if (OPENS.decrementAndGet(this) == 0) {
            release();
        }
    }

    /** The union is closed: nothing is kept alive any more. */
    void release() {
        OpenFile last = anchor;
        anchor = null;
        if (last != null) {
            last.close();
        }
    }

    /** Keeps a copy without a name alive until the last open file is closed. */
    void keep(OpenFile copy) {
        opened();
        if (anchor == null) {
            anchor = copy;
        } else {
            copy.close();
        }
        closed();
    }

    /** Whether it bears another number than the branch gives it. */
    boolean isNumberedElsewhere(Branch branch) {
        return key.branch() != branch.fromBottom;
    }

    /** One of its names has gone. @param last whether it was the last */
    void lost(UnionNode parent, Name name, boolean last) {
        Link known = link;
        if (last || known != null && known.is(parent, name)) {
            link = null;
        }
        if (last) {
            gone = true;
        }
    }

    static int topmost(BranchPlace[] places) {
        int i = 0;
        while (places[i] == null || !places[i].exists()) {
            i++;
        }
        return i;
    }

    @Override
    public String toString() {
        return "inode " + inode;
    }

    /** A name in a directory. */
    record Link(UnionNode parent, Name name) {
        boolean is(UnionNode otherParent, Name otherName) {
            return parent == otherParent && name.equals(otherName);
        }
    }
}
