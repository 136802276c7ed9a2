package org.danaus.fuse.session;

import org.danaus.libservice.AttributeChange;
import org.danaus.libservice.Attributes;
import org.danaus.libservice.Caller;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Libservice;
import org.danaus.libservice.Mode;
import org.danaus.libservice.Node;

/**
 * Takes set-user-id and set-group-id bits away where Linux does (setattr_should_drop_sgid of the kernel): the kernel leaves it to us by FUSE_HANDLE_KILLPRIV_V2, and does not
 * ask for permissions before each write in return.
 */
final class Privileges {
    private static final int GROUP_EXECUTES = 010;

    private final Libservice files;

    Privileges(Libservice files) {
        this.files = files;
    }

    /** A caller has changed a file's data in a way of which the kernel does not say whether the bits must go. */
    void changedBy(Worker worker, Caller caller, Node node) throws ErrnoException {
        if (caller.uid() != 0) {
            drop(worker, caller, node);
        }
    }

    /** Takes the bits away, if the file has them. */
    void drop(Worker worker, Caller caller, Node node) throws ErrnoException {
        worker.change.clear();
        addTo(worker, caller, node);
        if (worker.change.has(AttributeChange.MODE)) {
            files.setattr(Caller.SERVICE, node, null, worker.change, worker.attributes);
        }
    }

    /** Lets the worker's change also take the bits away, if the file has them and the change does not set the mode anyway. */
    void addTo(Worker worker, Caller caller, Node node) throws ErrnoException {
        Attributes attributes = worker.attributes;
        files.getattr(Caller.SERVICE, node, attributes);
        int now = attributes.mode & Mode.PERMISSIONS;
        int mode = without(caller, attributes);
        if (mode != now && !worker.change.has(AttributeChange.MODE)) {
            worker.change.mask |= AttributeChange.MODE;
            worker.change.mode = mode;
        }
    }

    /** Makes a change of nothing one that takes the bits away and moves the time of change: chown(2) of nothing. */
    void addToNothing(Worker worker, Caller caller, Node node) throws ErrnoException {
        files.getattr(Caller.SERVICE, node, worker.attributes);
        worker.change.mask = AttributeChange.MODE;
        worker.change.mode = without(caller, worker.attributes);
    }

    private static int without(Caller caller, Attributes attributes) {
        int mode = attributes.mode & Mode.PERMISSIONS;
        if (attributes.isDirectory()) {
            return mode;
        }
        boolean setgid = (mode & Mode.SETGID) != 0;
        if (setgid && ((mode & GROUP_EXECUTES) != 0 || !Groups.isMember(caller, attributes.gid))) {
            mode &= ~Mode.SETGID;
        }
        return mode & ~Mode.SETUID;
    }
}
