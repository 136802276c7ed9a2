package org.danaus.libservice;

/**
 * How the state of one instance passes to its successor in a hot swap (DESIGN §5). The service drains all operations first, then, with none running and on
 * one thread, lets the old instance write each part down ({@code save…}) and the new one take it over ({@code restore…}); in both, the
 * instance as a whole comes before its nodes and files. Nodes and open files of the layers
 * below inside a state are already those of the new stack when they are restored.
 *
 * <p>Saving changes nothing: until the old instance is closed it can go on as if it had not been asked, which is what happens when a swap is aborted. What a state
 * holds of the operating system (descriptors) is a duplicate that belongs to whoever restores it, or to {@link State#discard()}.
 *
 * <p>A successor may be of another version of the bundle, or of another bundle: both sides agree by {@link State#format()}.
 */
public interface Handover {
    /** What the instance as a whole passes on, apart from nodes and open files. */
    State save();

    /** @throws CompositionException if this instance cannot succeed one that wrote this: the swap is aborted, with this message */
    void restore(State state) throws CompositionException;

    /** Writes a node down. @throws ErrnoException ESTALE if the file is gone */
    State save(Node node) throws ErrnoException;

    /**
     * The node of this instance for a node of the predecessor.
     *
     * @throws ErrnoException ESTALE if the file is gone
     * @throws CompositionException if the format is not understood
     */
    Node restoreNode(State state) throws ErrnoException, CompositionException;

    /** Writes an open file down. */
    State save(OpenFile file) throws ErrnoException;

    /**
     * The open file of this instance for one of the predecessor: same file, same flags, also if it has no name any more.
     *
     * @param node its node, already restored
     */
    OpenFile restoreFile(Node node, State state) throws ErrnoException, CompositionException;

    /** Writes an open directory down, with all that its cookies mean. */
    State save(OpenDirectory directory) throws ErrnoException;

    /** The open directory of this instance for one of the predecessor; cookies given out before stay valid. @param node its node, already restored */
    OpenDirectory restoreDirectory(Node node, State state) throws ErrnoException, CompositionException;

    /** Everything was restored, and operations are about to come: what this instance kept only to find restored parts by can go. */
    default void finished() {}
}
