package org.danaus.local;

import java.util.ArrayList;
import java.util.List;
import org.danaus.libservice.CompositionException;

/**
 * Which filesystems of this process use which directories, so that none is promised a directory for itself that another
 * changes. One filesystem may have a directory several times: its old and its new instance during a swap.
 */
final class DirectoryUse {
    private static final List<DirectoryUse> ALL = new ArrayList<>();

    private final HostDirectory directory;
    private final String filesystem;
    private final boolean shared;

    private DirectoryUse(HostDirectory directory, String filesystem, boolean shared) {
        this.directory = directory;
        this.filesystem = filesystem;
        this.shared = shared;
    }

    /**
     * Takes a directory into use until {@link #end()}.
     *
     * @throws CompositionException if another filesystem has it, unless both share it or neither changes it
     */
    static DirectoryUse begin(HostDirectory directory, String filesystem, boolean shared) throws CompositionException {
        DirectoryUse use = new DirectoryUse(directory, filesystem, shared);
        synchronized (ALL) {
            for (DirectoryUse other : ALL) {
                if (use.conflictsWith(other)) {
                    throw new CompositionException("local: directory " + directory.path() + " is used by filesystem "
                            + other.filesystem + ": give both shared=true, or name another directory");
                }
            }
            ALL.add(use);
        }
        return use;
    }

    /** Gives the directory up. */
    void end() {
        synchronized (ALL) {
            ALL.remove(this);
        }
    }

    private boolean conflictsWith(DirectoryUse other) {
        boolean changes = directory.writable() || other.directory.writable();
        return directory.inode() == other.directory.inode()
                && directory.device() == other.directory.device()
                && !filesystem.equals(other.filesystem)
                && changes
                && !(shared && other.shared);
    }
}
