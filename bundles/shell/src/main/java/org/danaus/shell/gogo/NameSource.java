package org.danaus.shell.gogo;

import java.util.Collection;
import java.util.List;

/** Names that complete an argument. An internal service: one for each kind of thing that has names. */
@FunctionalInterface
public interface NameSource {
    /** Service property: labels of the arguments that it completes, such as {@code TENANT}. */
    String LABEL = "label";

    /**
     * The names there are; called at the press of a key.
     *
     * @param words the command line before the word to be completed, the command first
     */
    Collection<String> names(List<String> words);
}
