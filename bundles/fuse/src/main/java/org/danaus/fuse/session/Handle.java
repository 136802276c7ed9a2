package org.danaus.fuse.session;

import java.util.HashSet;
import java.util.Set;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.OpenDirectory;
import org.danaus.libservice.OpenFile;

/** What the kernel has open: a file, with the owners that have locked through it, or a directory. */
final class Handle {
    private final OpenFile file;
    private final OpenDirectory directory;
    /** Owners of POSIX or OFD locks taken through this open file; null until there is one. Guarded by this object's monitor, as is the next. */
    private Set<Long> lockOwners;

    private Long flockOwner;

    Handle(OpenFile file) {
        this.file = file;
        this.directory = null;
    }

    Handle(OpenDirectory directory) {
        this.file = null;
        this.directory = directory;
    }

    OpenFile file() throws ErrnoException {
        if (file == null) {
            throw Errno.EBADF.exception();
        }
        return file;
    }

    /** The file that locks were taken through. */
    OpenFile lockedFile() {
        return file;
    }

    OpenDirectory directory() throws ErrnoException {
        if (directory == null) {
            throw Errno.EBADF.exception();
        }
        return directory;
    }

    synchronized void locks(long owner) {
        if (lockOwners == null) {
            lockOwners = new HashSet<>();
        }
        lockOwners.add(owner);
    }

    synchronized Set<Long> lockOwners() {
        return lockOwners == null ? Set.of() : Set.copyOf(lockOwners);
    }

    /** A process has closed a descriptor, and with it given up its POSIX locks. */
    synchronized void unlocks(long owner) {
        if (lockOwners != null) {
            lockOwners.remove(owner);
        }
    }

    synchronized void flocks(long owner) {
        flockOwner = owner;
    }

    /** Who flocked through this open file, or null. */
    synchronized Long flockOwner() {
        return flockOwner;
    }

    /** Gives the file or directory back. */
    void close() {
        if (file != null) {
            file.close();
        } else {
            directory.close();
        }
    }
}
