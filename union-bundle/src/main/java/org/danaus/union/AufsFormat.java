package org.danaus.union;

import java.util.Arrays;
import org.danaus.libservice.Attributes;
import org.danaus.libservice.Caller;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Libservice;
import org.danaus.libservice.Name;
import org.danaus.libservice.Node;
import org.danaus.libservice.policy.Policy;
import org.danaus.libservice.policy.WhiteoutFormat;
import org.osgi.service.component.annotations.Component;

/** As aufs and OCI image layers write it: an empty file {@code .wh.NAME} beside the name, {@code .wh..wh..opq} in an opaque directory; other {@code .wh..wh.} names are marks. */
final class AufsFormat implements WhiteoutFormat {
    static final String NAME = "aufs";

    private static final Name PREFIX = Name.of(".wh.");
    private static final Name MARKS = Name.of(".wh..wh.");
    private static final Name OPAQUE = Name.of(".wh..wh..opq");

    private final Libservice branch;

    private AufsFormat(Libservice branch) {
        this.branch = branch;
    }

    @Override
    public boolean takesName() {
        return false;
    }

    @Override
    public Meaning meaning(Caller caller, Place directory, Name name, int type, Node node) {
        if (!name.startsWith(PREFIX)) {
            return Meaning.FILE;
        }
        return name.startsWith(MARKS) || name.length() == PREFIX.length() ? Meaning.MARK : Meaning.WHITEOUT;
    }

    @Override
    public Name hidden(Name entry) {
        try {
            return Name.component(Arrays.copyOfRange(entry.toBytes(), PREFIX.length(), entry.length()));
        } catch (ErrnoException e) {
            // Such as ".wh...": no file can have the name it hides, so it hides none.
            return entry;
        }
    }

    private static Name whiteout(Name name) throws ErrnoException {
        if (name.length() > Name.MAX_BYTES - PREFIX.length()) {
            throw Errno.ENAMETOOLONG.exception();
        }
        byte[] bytes = Arrays.copyOf(PREFIX.toBytes(), PREFIX.length() + name.length());
        System.arraycopy(name.toBytes(), 0, bytes, PREFIX.length(), name.length());
        return Name.component(bytes);
    }

    @Override
    public boolean hides(Caller caller, Place directory, Name name) throws ErrnoException {
        return name.length() <= longestName()
                && branch.lookup(caller, directory.node(), whiteout(name), new Attributes()) != null;
    }

    @Override
    public void hide(Caller caller, Place directory, Name name) throws ErrnoException {
        Name whiteout = whiteout(name);
        if (branch.lookup(caller, directory.node(), whiteout, new Attributes()) == null) {
            WorkDirectory.touch(branch, directory.node(), whiteout);
        }
    }

    @Override
    public void reveal(Caller caller, Place directory, Name name) throws ErrnoException {
        if (hides(caller, directory, name)) {
            branch.unlink(caller, directory.node(), whiteout(name));
        }
    }

    @Override
    public boolean isOpaque(Caller caller, Place directory) throws ErrnoException {
        return branch.lookup(caller, directory.node(), OPAQUE, new Attributes()) != null;
    }

    @Override
    public void makeOpaque(Caller caller, Place directory) throws ErrnoException {
        if (!isOpaque(caller, directory)) {
            WorkDirectory.touch(branch, directory.node(), OPAQUE);
        }
    }

    @Override
    public boolean allows(Name name) {
        return !name.startsWith(PREFIX);
    }

    @Override
    public int longestName() {
        return Name.MAX_BYTES - PREFIX.length();
    }

    @Override
    public Name redirectAttribute() {
        return UnionfsFormat.REDIRECT;
    }

    /** Makes it for a branch. */
    @Component(property = Policy.NAME + "=" + NAME)
    public static final class Factory implements WhiteoutFormat.Factory {
        @Override
        public WhiteoutFormat open(Libservice branch, Node root, boolean writable) {
            return new AufsFormat(branch);
        }
    }
}
