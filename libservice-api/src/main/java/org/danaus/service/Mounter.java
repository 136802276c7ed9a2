package org.danaus.service;

import java.nio.file.Path;
import java.util.Map;
import org.danaus.libservice.CompositionException;

/** Shows filesystems at mount points of the host: a front end of the legacy path. An OSGi service used by the filesystem service. */
public interface Mounter {
    /**
     * Mounts. Clears away what a killed process has left at the mount point; refuses one that is in use or not empty.
     *
     * @param options by name
     * @throws CompositionException missing or busy mount point, unknown option, no /dev/fuse
     */
    Mount mount(Filesystem filesystem, Path mountPoint, Map<String, String> options) throws CompositionException;

    /** A mount that stands until closed. */
    interface Mount extends AutoCloseable {
        /** Where. */
        Path mountPoint();

        /** Unmounts, also if files are open; returns when no request runs any more. */
        @Override
        void close();
    }
}
