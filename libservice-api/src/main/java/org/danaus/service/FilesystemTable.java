package org.danaus.service;

import java.util.Collection;
import java.util.Optional;
import org.danaus.libservice.CompositionException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The filesystems of this service (filesystem table of the Danaus paper, §4.1). An OSGi service; safe for all threads. Every change is checked as a whole first: one that is refused
 * changes nothing. Changes last over restarts.
 */
@ProviderType
public interface FilesystemTable {
    /** All, in order of their names. */
    Collection<Filesystem> filesystems();

    /** One of them. */
    Optional<Filesystem> find(FilesystemName name);

    /** One of them. @throws CompositionException that names it if there is none */
    default Filesystem get(FilesystemName name) throws CompositionException {
        return find(name)
                .orElseThrow(() ->
                        new CompositionException("there is no filesystem " + name + "; fs:list shows those there are"));
    }

    /**
     * Makes the filesystem be as the spec says: creates it, or changes a running one by hot swap. Returns when it runs and is mounted. A spec whose provider is missing is refused; one that
     * Configuration Admin holds waits for it.
     *
     * @throws CompositionException if the spec cannot be, now or at all; what ran before goes on
     */
    Filesystem apply(FilesystemSpec spec) throws CompositionException;

    /**
     * Unmounts, closes and forgets a filesystem. What is stored on its backends stays.
     *
     * @throws CompositionException if there is none, or another filesystem uses it
     */
    void delete(FilesystemName name) throws CompositionException;
}
