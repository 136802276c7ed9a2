package org.danaus.union;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.danaus.libservice.Attributes;
import org.danaus.libservice.Caller;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Libservice;
import org.danaus.libservice.Mode;
import org.danaus.libservice.Name;
import org.danaus.libservice.Node;
import org.danaus.libservice.policy.Policy;
import org.danaus.libservice.policy.WhiteoutFormat;
import org.osgi.service.component.annotations.Component;

/**
 * As unionfs-fuse writes it: whiteouts lie in a tree of their own, {@code .unionfs/PATH_HIDDEN~} at the branch's root, an empty file or a directory. A directory that is in the branch together
 * with its whiteout is opaque.
 */
final class UnionfsFormat implements WhiteoutFormat {
    static final String NAME = "unionfs";
    /** The redirect of formats that have none of their own. */
    static final Name REDIRECT = Name.of("trusted.danaus.redirect");

    private static final Name TREE = Name.of(".unionfs");
    private static final byte[] SUFFIX = "_HIDDEN~".getBytes(StandardCharsets.US_ASCII);

    private final Libservice branch;
    private final Node root;

    private UnionfsFormat(Libservice branch, Node root) {
        this.branch = branch;
        this.root = root;
    }

    @Override
    public boolean takesName() {
        return false;
    }

    @Override
    public boolean keepsPaths() {
        return true;
    }

    @Override
    public Meaning meaning(Caller caller, Place directory, Name name, int type, Node node) {
        return directory.parent() == null && name.equals(TREE) ? Meaning.MARK : Meaning.FILE;
    }

    @Override
    public Name hidden(Name entry) {
        throw new IllegalStateException("this format lists no whiteouts: entry=" + entry);
    }

    private static Name whiteout(Name name) throws ErrnoException {
        if (name.length() > Name.MAX_BYTES - SUFFIX.length) {
            throw Errno.ENAMETOOLONG.exception();
        }
        byte[] bytes = Arrays.copyOf(name.toBytes(), name.length() + SUFFIX.length);
        System.arraycopy(SUFFIX, 0, bytes, name.length(), SUFFIX.length);
        return Name.component(bytes);
    }

    /** The directory of the tree for a directory of the branch; null if there is none and none is to be made. */
    private Node tree(Caller caller, Place directory, boolean make) throws ErrnoException {
        Node parent = directory.parent() == null ? root : tree(caller, directory.parent(), make);
        return parent == null
                ? null
                : within(caller, parent, directory.parent() == null ? TREE : directory.name(), make);
    }

    private Node within(Caller caller, Node parent, Name name, boolean make) throws ErrnoException {
        Attributes found = new Attributes();
        Node node = branch.lookup(caller, parent, name, found);
        if (node != null || !make) {
            return node == null || !found.isDirectory() ? null : node;
        }
        try {
            return branch.mkdir(caller, parent, name, 0755, found);
        } catch (ErrnoException e) {
            if (e.errno() != Errno.EEXIST) {
                throw e;
            }
            return branch.lookup(caller, parent, name, found);
        }
    }

    @Override
    public boolean hides(Caller caller, Place directory, Name name) throws ErrnoException {
        if (name.length() > longestName()) {
            return false;
        }
        Node tree = tree(caller, directory, false);
        return tree != null && branch.lookup(caller, tree, whiteout(name), new Attributes()) != null;
    }

    @Override
    public void hide(Caller caller, Place directory, Name name) throws ErrnoException {
        Name whiteout = whiteout(name);
        Node tree = tree(caller, directory, true);
        if (branch.lookup(caller, tree, whiteout, new Attributes()) == null) {
            WorkDirectory.touch(branch, tree, whiteout);
        }
    }

    @Override
    public void reveal(Caller caller, Place directory, Name name) throws ErrnoException {
        if (name.length() > longestName()) {
            return;
        }
        Node tree = tree(caller, directory, false);
        if (tree != null) {
            remove(caller, tree, whiteout(name));
        }
    }

    @Override
    public boolean isOpaque(Caller caller, Place directory) throws ErrnoException {
        return false;
    }

    @Override
    public void makeOpaque(Caller caller, Place directory) throws ErrnoException {
        hide(caller, directory.parent(), directory.name());
    }

    @Override
    public boolean allows(Name name) {
        return !name.equals(TREE);
    }

    @Override
    public int longestName() {
        return Name.MAX_BYTES - SUFFIX.length;
    }

    @Override
    public Name redirectAttribute() {
        return REDIRECT;
    }

    @Override
    public void moving(Caller caller, Place directory, Place toDirectory, Name to) throws ErrnoException {
        Node stale = tree(caller, toDirectory, false);
        if (stale != null) {
            remove(caller, stale, to);
        }
        Node tree = tree(caller, directory, false);
        if (tree != null) {
            copy(caller, tree, within(caller, tree(caller, toDirectory, true), to, true));
        }
    }

    @Override
    public void forget(Caller caller, Place directory) throws ErrnoException {
        Node parent = tree(caller, directory.parent(), false);
        if (parent != null) {
            remove(caller, parent, directory.name());
        }
    }

    private void copy(Caller caller, Node from, Node to) throws ErrnoException {
        for (Name name : WorkDirectory.list(branch, from)) {
            Attributes found = new Attributes();
            Node entry = branch.lookup(caller, from, name, found);
            if (entry != null && found.isDirectory()) {
                copy(caller, entry, within(caller, to, name, true));
            } else if (entry != null && branch.lookup(caller, to, name, new Attributes()) == null) {
                branch.mknod(caller, to, name, Mode.REGULAR | 0600, 0, found);
            }
        }
    }

    private void remove(Caller caller, Node directory, Name name) throws ErrnoException {
        Attributes found = new Attributes();
        Node entry = branch.lookup(caller, directory, name, found);
        if (entry == null) {
            return;
        }
        if (!found.isDirectory()) {
            branch.unlink(caller, directory, name);
            return;
        }
        for (Name within : WorkDirectory.list(branch, entry)) {
            remove(caller, entry, within);
        }
        branch.rmdir(caller, directory, name);
    }

    /** Makes it for a branch. */
    @Component(property = Policy.NAME + "=" + NAME)
    public static final class Factory implements WhiteoutFormat.Factory {
        @Override
        public WhiteoutFormat open(Libservice branch, Node root, boolean writable) {
            return new UnionfsFormat(branch, root);
        }
    }
}
