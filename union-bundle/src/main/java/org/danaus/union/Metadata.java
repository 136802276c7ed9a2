package org.danaus.union;

import java.nio.ByteBuffer;
import org.danaus.libservice.AttributeChange;
import org.danaus.libservice.Attributes;
import org.danaus.libservice.Caller;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Libservice;
import org.danaus.libservice.Mode;
import org.danaus.libservice.Name;
import org.danaus.libservice.Node;

/** Gives one file the owner, mode, extended attributes and times of another. */
final class Metadata {
    private Metadata() {}

    /**
     * Copies all but the union's own marks. In this order: a new owner clears set-user-id, and setting attributes must not touch the times given last.
     *
     * @param attributes of the source
     */
    static void copy(Libservice from, Node source, Attributes attributes, Libservice to, Node target)
            throws ErrnoException {
        owner(to, target, attributes);
        xattrs(from, source, to, target);
        times(to, target, attributes);
    }

    /** Owner, and mode where there is one. */
    static void owner(Libservice layer, Node target, Attributes attributes) throws ErrnoException {
        AttributeChange change = new AttributeChange();
        change.mask = AttributeChange.UID | AttributeChange.GID;
        change.uid = attributes.uid;
        change.gid = attributes.gid;
        if (!Mode.isSymlink(attributes.mode)) {
            change.mask |= AttributeChange.MODE;
            change.mode = attributes.mode & Mode.PERMISSIONS;
        }
        layer.setattr(Caller.SERVICE, target, null, change, new Attributes());
    }

    /** Access and modification time. */
    static void times(Libservice layer, Node target, Attributes attributes) throws ErrnoException {
        AttributeChange change = new AttributeChange();
        change.mask = AttributeChange.ACCESS | AttributeChange.MODIFY;
        change.accessSeconds = attributes.accessSeconds;
        change.accessNanos = attributes.accessNanos;
        change.modifySeconds = attributes.modifySeconds;
        change.modifyNanos = attributes.modifyNanos;
        layer.setattr(Caller.SERVICE, target, null, change, new Attributes());
    }

    private static void xattrs(Libservice from, Node source, Libservice to, Node target) throws ErrnoException {
        for (Name name : Xattrs.list(from, source)) {
            byte[] value = PrivateAttributes.covers(name) ? null : Xattrs.get(from, source, name);
            if (value != null) {
                set(to, target, name, value);
            }
        }
    }

    /** Labels that the host's security module gives by itself may be refused; everything else must come along. */
    private static void set(Libservice to, Node target, Name name, byte[] value) throws ErrnoException {
        ByteBuffer room = ByteBuffer.allocateDirect(Math.max(1, value.length));
        room.put(value).flip();
        try {
            to.setxattr(Caller.SERVICE, target, name, room, 0);
        } catch (ErrnoException e) {
            if (e.errno() != Errno.EOPNOTSUPP) {
                throw e;
            }
        }
    }
}
