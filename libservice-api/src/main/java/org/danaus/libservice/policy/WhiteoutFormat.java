package org.danaus.libservice.policy;

import org.danaus.libservice.Caller;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Libservice;
import org.danaus.libservice.Name;
import org.danaus.libservice.Node;

/**
 * How deletions are written down in a branch, so that trees of other union filesystems can be read and written. One object serves one branch of one union, made
 * by {@link Factory}. Safe for all threads; the union serialises the changes of one directory.
 */
public interface WhiteoutFormat {
    /** Makes formats for branches; the service that is registered under a {@link Policy#NAME}. */
    interface Factory {
        /**
         * A format bound to a branch.
         *
         * @param branch the layer that holds it
         * @param root the branch's root directory in that layer
         * @param writable whether whiteouts may be written
         */
        WhiteoutFormat open(Libservice branch, Node root, boolean writable) throws ErrnoException;
    }

    /** What an entry of a branch's directory means. */
    enum Meaning {
        /** A file of the branch. */
        FILE,
        /** A whiteout. */
        WHITEOUT,
        /** Neither: a mark of the format itself, never shown. */
        MARK
    }

    /**
     * Where a directory stands in its branch; formats that keep marks elsewhere need the path.
     */
    interface Place {
        /** The directory's node in the branch. */
        Node node();

        /** Its place's parent, null at the branch's root. */
        Place parent();

        /** Its name in the branch, null at the branch's root. */
        Name name();
    }

    /** Whether a whiteout takes the very name that it hides (a device 0/0), so that it replaces and is replaced by rename; otherwise it lies beside. */
    boolean takesName();

    /** What an entry listed with this name, type and node means; node is null if the caller has not looked it up and the type is enough for most formats. */
    Meaning meaning(Caller caller, Place directory, Name name, int type, Node node) throws ErrnoException;

    /** The name that a {@link Meaning#WHITEOUT} entry hides. */
    Name hidden(Name entry);

    /** Whether a name of the branches below is hidden by a whiteout in this directory. A file of the same name in this branch is seen all the same. */
    boolean hides(Caller caller, Place directory, Name name) throws ErrnoException;

    /**
     * Writes a whiteout; it is in place when this returns. If {@link #takesName()}, {@code directory} may be a working directory of the union, from
     * which the whiteout is then renamed into place.
     *
     * @throws ErrnoException ENAMETOOLONG if the format has no room for the name; ENOSPC
     */
    void hide(Caller caller, Place directory, Name name) throws ErrnoException;

    /** Removes a whiteout if there is one. */
    void reveal(Caller caller, Place directory, Name name) throws ErrnoException;

    /** Whether a directory hides everything of the same place in the branches below. */
    boolean isOpaque(Caller caller, Place directory) throws ErrnoException;

    /** Makes a directory opaque. */
    void makeOpaque(Caller caller, Place directory) throws ErrnoException;

    /** Whether files may have this name: a format may keep names for itself. */
    boolean allows(Name name);

    /** The longest name in bytes that can be hidden. */
    int longestName();

    /** The extended attribute that holds a directory's redirect, such as {@code trusted.overlay.redirect}. */
    Name redirectAttribute();

    /**
     * Whether marks lie at paths of their own in the branch, not inside the directories they belong to. Then a whiteout of a directory's own name is what makes the
     * directory opaque (so the union leaves it there), {@link #makeOpaque} may be told of a place at which the directory is not yet, and {@link #moving} and
     * {@link #forget} are called.
     */
    default boolean keepsPaths() {
        return false;
    }

    /** A directory is about to move: puts what is marked at its path, and beneath, also where it will be. Nothing but marks lies there that nobody sees. */
    default void moving(Caller caller, Place directory, Place toDirectory, Name to) throws ErrnoException {}

    /** A directory has moved away from this place, or was removed: drops what is marked at its path and beneath, but for its own whiteout. */
    default void forget(Caller caller, Place directory) throws ErrnoException {}
}
