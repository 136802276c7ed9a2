package org.danaus.union;

import java.nio.ByteBuffer;
import org.danaus.libservice.Attributes;
import org.danaus.libservice.Caller;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Libservice;
import org.danaus.libservice.Mode;
import org.danaus.libservice.Name;
import org.danaus.libservice.Node;
import org.danaus.libservice.policy.Policy;
import org.danaus.libservice.policy.WhiteoutFormat;
import org.osgi.service.component.annotations.Component;

/**
 * As the Linux kernel's overlayfs writes it: a whiteout is a character device 0/0 of the name, or (read only) an empty file with an attribute in a directory that is marked to hold
 * such; an opaque directory and a redirect are attributes of the directory.
 */
final class OverlayFormat implements WhiteoutFormat {
    static final String NAME = "overlay";

    private static final Name OPAQUE = Name.of("trusted.overlay.opaque");
    private static final Name REDIRECT = Name.of("trusted.overlay.redirect");
    private static final Name WHITEOUT = Name.of("trusted.overlay.whiteout");
    private static final int DEVICE = Mode.CHARACTER_DEVICE >>> 12;
    private static final int REGULAR = Mode.REGULAR >>> 12;

    private final Libservice branch;

    private OverlayFormat(Libservice branch) {
        this.branch = branch;
    }

    @Override
    public boolean takesName() {
        return true;
    }

    @Override
    public Meaning meaning(Caller caller, Place directory, Name name, int type, Node node) throws ErrnoException {
        if (type != DEVICE && (type != REGULAR || !holdsFiles(directory))) {
            return Meaning.FILE;
        }
        Attributes attributes = new Attributes();
        Node there = node;
        if (there == null) {
            there = branch.lookup(caller, directory.node(), name, attributes);
        } else {
            branch.getattr(caller, there, attributes);
        }
        return there != null && isWhiteout(there, attributes) ? Meaning.WHITEOUT : Meaning.FILE;
    }

    private boolean isWhiteout(Node node, Attributes attributes) throws ErrnoException {
        if ((attributes.mode & Mode.TYPE) == Mode.CHARACTER_DEVICE) {
            return attributes.device == 0;
        }
        return attributes.size == 0 && Xattrs.peek(branch, node, WHITEOUT) != null;
    }

    private boolean holdsFiles(Place directory) throws ErrnoException {
        if (!(directory instanceof BranchPlace place)) {
            // Of a union of another bundle, or of another version of this one.
            return opaque(directory) == 'x';
        }
        Boolean known = place.holdsFileWhiteouts();
        if (known == null) {
            known = opaque(directory) == 'x';
            place.holdsFileWhiteouts(known);
        }
        return known;
    }

    @Override
    public Name hidden(Name entry) {
        return entry;
    }

    @Override
    public boolean hides(Caller caller, Place directory, Name name) throws ErrnoException {
        Attributes attributes = new Attributes();
        Node there = branch.lookup(caller, directory.node(), name, attributes);
        return there != null
                && meaning(caller, directory, name, Mode.entryType(attributes.mode), there) == Meaning.WHITEOUT;
    }

    @Override
    public void hide(Caller caller, Place directory, Name name) throws ErrnoException {
        branch.mknod(caller, directory.node(), name, Mode.CHARACTER_DEVICE, 0, new Attributes());
    }

    @Override
    public void reveal(Caller caller, Place directory, Name name) throws ErrnoException {
        if (hides(caller, directory, name)) {
            branch.unlink(caller, directory.node(), name);
        }
    }

    @Override
    public boolean isOpaque(Caller caller, Place directory) throws ErrnoException {
        return opaque(directory) == 'y';
    }

    /** The attribute's one letter, 0 if there is none. */
    private int opaque(Place directory) throws ErrnoException {
        ByteBuffer value = Xattrs.peek(branch, directory.node(), OPAQUE);
        return value == null || value.remaining() != 1 ? 0 : value.get(0);
    }

    @Override
    public void makeOpaque(Caller caller, Place directory) throws ErrnoException {
        Xattrs.set(branch, directory.node(), OPAQUE, new byte[] {'y'});
    }

    @Override
    public boolean allows(Name name) {
        return true;
    }

    @Override
    public int longestName() {
        return Name.MAX_BYTES;
    }

    @Override
    public Name redirectAttribute() {
        return REDIRECT;
    }

    /** Makes it for a branch. */
    @Component(property = Policy.NAME + "=" + NAME)
    public static final class Factory implements WhiteoutFormat.Factory {
        @Override
        public WhiteoutFormat open(Libservice branch, Node root, boolean writable) {
            return new OverlayFormat(branch);
        }
    }
}
