package org.danaus.libservice;

import java.nio.file.Path;
import java.util.concurrent.ScheduledExecutorService;
import org.osgi.annotation.versioning.ProviderType;

/** What an instance is made of: the layers below, the way up, and a place of its own. */
@ProviderType
public interface LibserviceContext {
    /** The filesystem it belongs to, {@code tenant/name}, for messages. */
    String filesystem();

    /**
     * The layer beneath.
     *
     * @throws CompositionException if it is the lowest of its stack
     */
    Libservice below() throws CompositionException;

    /**
     * Another filesystem of the tenant, named in this layer's options; stays the same object while that filesystem is swapped.
     *
     * @param name {@code name} or {@code tenant/name}
     * @throws CompositionException if there is none of that name, it is not running, or it uses this one
     */
    Libservice stack(String name) throws CompositionException;

    /** Whom to tell of changes not made through this instance. */
    ChangeListener above();

    /** Runs background work of this instance: short tasks, on few threads shared by the filesystem. Ended after the instance is closed. */
    ScheduledExecutorService background();

    /** A directory of the host for this layer alone; exists; kept over restarts, emptied when the filesystem is deleted. */
    Path stateDirectory();
}
