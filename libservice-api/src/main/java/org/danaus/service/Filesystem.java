package org.danaus.service;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.danaus.libservice.ChangeListener;
import org.danaus.libservice.CompositionException;
import org.danaus.libservice.Libservice;
import org.osgi.annotation.versioning.ProviderType;

/** A filesystem of the table. Safe for all threads; stays the same object while its stack is swapped. */
@ProviderType
public interface Filesystem {
    /** What it shall be, as applied last. */
    FilesystemSpec spec();

    /** How it is. */
    State state();

    /** Why it is not {@link State#ACTIVE}, not mounted, or not yet what a newer spec says: one line that names what is missing; empty if all is as it shall be. */
    String reason();

    /**
     * The stack as front ends and unions above use it: the same object, the same nodes, open files and open directories for the life of the filesystem, whatever is swapped
     * beneath. Operations wait while a swap runs or a provider is away; past the spec's swap timeout they answer EIO.
     */
    Libservice files();

    /** Locks on the nodes of {@link #files()}. */
    LockTable locks();

    /** Where it is mounted now. */
    Optional<Path> mountPoint();

    /** The layers as they run, top to bottom; empty if none does. */
    List<Layer> layers();

    /** Tells of changes not made through {@link #files()}, until the subscription is closed. */
    Subscription listen(ChangeListener listener);

    /** Builds the given layer anew from the present provider of its type. @throws CompositionException if the swap was aborted: the old stack goes on */
    void rebuild(String layer) throws CompositionException;

    /** How a filesystem can be. */
    enum State {
        /** Composed; operations run. */
        ACTIVE,
        /** Not composed yet: waits for what {@link Filesystem#reason()} names. */
        WAITING,
        /** Was composed, and a provider has left: operations wait. */
        SUSPENDED,
        /** Could not be composed, for the reason given. */
        FAILED
    }

    /**
     * A layer that runs.
     *
     * @param spec what was asked for
     * @param instance what runs; good until the next swap, for the bundle that made it
     * @param provider symbolic name and version of the bundle that made it
     */
    record Layer(LayerSpec spec, Libservice instance, String provider) {}

    /** Ends a {@link #listen}. */
    @FunctionalInterface
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
