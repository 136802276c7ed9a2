package org.danaus.libservice;

/** A directory opened for listing in one layer. Safe for all threads. */
public interface OpenDirectory {
    /** The directory. */
    Node node();

    /**
     * Lists entries, {@code .} and {@code ..} among them, in the layer's order, each with the cookie of the position behind it.
     *
     * @param cookie 0 for the beginning, which also takes notice of what has changed since; otherwise a cookie given before by this open directory, or, after a
     *     hot swap, by its predecessor. A cookie stays valid while other entries are created and removed: what was there all the time is listed exactly once.
     * @param sink takes entries until it answers false; the entry it refused is listed again by the next call
     */
    void read(Caller caller, long cookie, Sink sink) throws ErrnoException;

    /** Puts the directory's entries on stable storage. */
    void fsync(Caller caller, boolean dataOnly) throws ErrnoException;

    /** Gives the open directory back. Called once, after every other call has returned. */
    void close();

    /** Takes the entries of a listing. */
    @FunctionalInterface
    interface Sink {
        /**
         * One entry.
         *
         * @param inode its inode number, the same that getattr gives
         * @param type its d_type ({@link Mode#entryType}), 0 if unknown
         * @param next cookie of the position behind it, greater than 0
         * @return false if there is no room: the listing ends before this entry
         */
        boolean entry(Name name, long inode, int type, long next) throws ErrnoException;
    }
}
