package org.danaus.union;

import java.util.ArrayDeque;
import java.util.Deque;
import org.danaus.libservice.Name;
import org.danaus.libservice.Node;
import org.danaus.libservice.policy.WhiteoutFormat;

/**
 * Where a directory of the union is, or would be, in one branch. One that is not there yet ({@link #node()} null) is filled in when it is replicated; a rename in the branch moves it, and with
 * it all places beneath. Node: set once. Parent and name: written under the union's tree lock; read without, which may show one new and one old for a moment to
 * readers who then find that the directory has changed.
 */
final class BranchPlace implements WhiteoutFormat.Place, Spot {
    private final int branch;
    private volatile Node node;
    private volatile BranchPlace parent;
    private volatile Name name;
    /** All places of the same directory of the union, by branch; the array that holds this one. Null until {@link #among}. */
    private volatile BranchPlace[] directory;
    /** Value of the redirect attribute, null if there is none. */
    private volatile byte[] redirect;
    /** Whether nothing of the branches below shows in it. */
    private volatile boolean opaque;
    /** Whether its entries may be copies, which bear other inode numbers than their own. */
    private volatile boolean impure;

    /** Whether it may hold empty files that are whiteouts, as {@link OverlayFormat} found; null as long as it has not looked. */
    private volatile Boolean holdsFileWhiteouts;

    BranchPlace(int branch, Node node, BranchPlace parent, Name name) {
        this.branch = branch;
        this.node = node;
        this.parent = parent;
        this.name = name;
    }

    @Override
    public int branch() {
        return branch;
    }

    /** The directory in the branch; null as long as it is not there. */
    @Override
    public Node node() {
        return node;
    }

    @Override
    public BranchPlace parent() {
        return parent;
    }

    @Override
    public Name name() {
        return name;
    }

    boolean exists() {
        return node != null;
    }

    void appear(Node here) {
        node = here;
    }

    void move(BranchPlace toParent, Name toName) {
        parent = toParent;
        name = toName;
    }

    boolean isAt(BranchPlace otherParent, Name otherName) {
        return parent == otherParent && name.equals(otherName);
    }

    BranchPlace[] directory() {
        return directory;
    }

    byte[] redirect() {
        return redirect;
    }

    void redirect(byte[] value) {
        redirect = value;
    }

    boolean opaque() {
        return opaque;
    }

    void opaque(boolean value) {
        opaque = value;
    }

    boolean impure() {
        return impure;
    }

    void impure(boolean value) {
        impure = value;
    }

    Boolean holdsFileWhiteouts() {
        return holdsFileWhiteouts;
    }

    void holdsFileWhiteouts(Boolean value) {
        holdsFileWhiteouts = value;
    }

    /** Belongs to a directory from now on. */
    void belong(BranchPlace[] all) {
        directory = all;
    }

    /** Tells every place of a directory of the others. */
    static BranchPlace[] among(BranchPlace[] places) {
        for (BranchPlace place : places) {
            if (place != null) {
                place.directory = places;
            }
        }
        return places;
    }

    /** The path from the branch's root, beginning with {@code /}. */
    byte[] path() {
        return path(null);
    }

    /** The path of an entry of this directory. @param entry null for the directory itself */
    byte[] path(Name entry) {
        Deque<byte[]> names = new ArrayDeque<>();
        if (entry != null) {
            names.push(entry.toBytes());
        }
        for (BranchPlace at = this; at.parent != null; at = at.parent) {
            names.push(at.name.toBytes());
        }
        return Paths.join(names);
    }
}
