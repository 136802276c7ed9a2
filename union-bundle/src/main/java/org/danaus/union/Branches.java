package org.danaus.union;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.danaus.libservice.Attributes;
import org.danaus.libservice.Caller;
import org.danaus.libservice.CompositionException;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Libservice;
import org.danaus.libservice.Name;
import org.danaus.libservice.Node;
import org.danaus.libservice.policy.WhiteoutFormat;

/** Opens the branches that a union is asked to have, and says in one line what is wrong with one. */
final class Branches {
    private final String filesystem;
    private final WhiteoutFormat.Factory formats;
    /** The root of each branch opened so far and all directories above it. */
    private final List<List<Node>> ways = new ArrayList<>();

    private Branches(String filesystem, WhiteoutFormat.Factory formats) {
        this.filesystem = filesystem;
        this.formats = formats;
    }

    static Branch[] open(String filesystem, List<BranchSpec> specs, WhiteoutFormat.Factory formats)
            throws CompositionException {
        Branches opening = new Branches(filesystem, formats);
        Branch[] branches = new Branch[specs.size()];
        List<Libservice> layers = new ArrayList<>();
        for (int i = specs.size() - 1; i >= 0; i--) {
            BranchSpec spec = specs.get(i);
            if (!layers.contains(spec.layer())) {
                layers.add(spec.layer());
            }
            try {
                branches[i] = opening.open(spec, i, specs.size() - 1 - i, layers.indexOf(spec.layer()));
            } catch (ErrnoException e) {
                throw opening.refusal(spec, "cannot be used: " + e.getMessage(), e);
            }
        }
        return branches;
    }

    private Branch open(BranchSpec spec, int index, int fromBottom, int tag)
            throws ErrnoException, CompositionException {
        BranchPlace root = new BranchPlace(index, find(spec), null, null);
        if (spec.writable() && !spec.layer().traits().writable()) {
            throw refusal(spec, "cannot be written: its layer is read-only; write :ro instead of :rw", null);
        }
        WhiteoutFormat format = formats.open(spec.layer(), root.node(), spec.writable());
        WorkDirectory work = null;
        HardLinks links = null;
        if (spec.writable()) {
            work = work(spec, root);
            links = new HardLinks(spec.layer(), index, root, format, work);
            links.load();
        }
        boolean hasBeenWritable =
                spec.layer().lookup(Caller.SERVICE, root.node(), Branch.PRIVATE, new Attributes()) != null;
        Branch branch = new Branch(spec, index, fromBottom, tag, root, format, work, links, hasBeenWritable);
        root.impure(hasBeenWritable && Impure.isMarked(branch, root));
        return branch;
    }

    private WorkDirectory work(BranchSpec spec, BranchPlace root) throws ErrnoException, CompositionException {
        try {
            return WorkDirectory.open(spec.layer(), root);
        } catch (ErrnoException e) {
            if (e.errno() == Errno.EROFS) {
                throw refusal(spec, "cannot be written: its directory is read-only; write :ro instead of :rw", e);
            }
            throw e;
        }
    }

    /** Walks to the branch's root. */
    private Node find(BranchSpec spec) throws ErrnoException, CompositionException {
        List<Node> way = new ArrayList<>();
        Attributes found = new Attributes();
        Node at = spec.layer().root();
        way.add(at);
        for (Name name : Paths.split(spec.path().getBytes(StandardCharsets.UTF_8))) {
            at = spec.layer().lookup(Caller.SERVICE, at, name, found);
            if (at == null) {
                throw refusal(
                        spec, "is missing: no directory '" + name + "' there; create it, or correct the path", null);
            }
            if (!found.isDirectory()) {
                throw refusal(spec, "'" + name + "' is no directory", null);
            }
            way.add(at);
        }
        for (List<Node> other : ways) {
            Node otherRoot = other.get(other.size() - 1);
            if (way.contains(otherRoot) || other.contains(at)) {
                throw refusal(
                        spec, "is, contains or lies within another branch; give each a directory of its own", null);
            }
        }
        ways.add(way);
        return at;
    }

    private CompositionException refusal(BranchSpec spec, String reason, ErrnoException cause) {
        return new CompositionException("branch '" + spec.text() + "' of " + filesystem + " " + reason, cause);
    }
}
