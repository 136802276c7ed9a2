package org.danaus.libservice;

/**
 * What a layer promises to the one above; fixed for the life of an instance.
 *
 * @param writable whether any operation may change anything; if not, those that would answer EROFS
 * @param coherence for how long the layer above may hold what it has read
 * @param transparent whether every node stands for exactly one node of the layer below, so that this layer can be put into and taken out of a mounted stack
 * @param sharesLocks whether {@link OpenFile#lock} must be told of locks
 */
public record Traits(boolean writable, Coherence coherence, boolean transparent, boolean sharesLocks) {
    /** For how long data, attributes and entries may be held without asking again. Ordered from the strongest promise to the weakest. */
    public enum Coherence {
        /** For ever: nothing changes but through this layer. */
        EXCLUSIVE,
        /** Until the layer says otherwise through {@link ChangeListener}. */
        NOTIFIED,
        /** Not at all: others may change the files at any time. */
        ASK;

        /** The weaker of two promises. */
        public Coherence and(Coherence other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }
}
