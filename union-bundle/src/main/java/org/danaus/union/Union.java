package org.danaus.union;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.danaus.libservice.AttributeChange;
import org.danaus.libservice.Attributes;
import org.danaus.libservice.Caller;
import org.danaus.libservice.ChangeListener;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.FilesystemStatistics;
import org.danaus.libservice.Handover;
import org.danaus.libservice.Libservice;
import org.danaus.libservice.LibserviceContext;
import org.danaus.libservice.Mode;
import org.danaus.libservice.Name;
import org.danaus.libservice.Node;
import org.danaus.libservice.OpenFile;
import org.danaus.libservice.OpenFlags;
import org.danaus.libservice.Traits;
import org.danaus.libservice.policy.CopyUpPolicy;

/** Several branches, seen as one filesystem. What an operation does is in the class named after it; here they are only told apart. */
final class Union implements Libservice, ChangeListener {
    private final LibserviceContext context;
    private final Branch[] branches;
    private final Traits traits;
    private final UnionNode root;
    private final Nodes nodes = new Nodes();
    private final Lookup lookup;
    private final CopyUp copyUp;
    private final Listing listing;
    private final Creation creation;
    private final Removal removal;
    private final Renaming renaming;
    /** Numbers of the nodes in the state last written; used by the one thread that swaps, as is the next. */
    private Map<UnionNode, Integer> departing = Map.of();
    /** The nodes of the predecessor by number, as long as they are asked for. */
    private List<UnionNode> arriving = List.of();

    /** @param sync whether copies are put on stable storage before they are named */
    Union(LibserviceContext context, Branch[] branches, CopyUpPolicy policy, boolean sync) throws ErrnoException {
        this.context = context;
        this.branches = branches;
        this.traits = traits(branches);
        ReentrantLock tree = new ReentrantLock();
        Stack stack = new Stack(branches);
        this.lookup = new Lookup(branches, stack, nodes);
        Replicas replicas = new Replicas(branches, tree);
        this.copyUp = new CopyUp(branches, replicas, policy, sync);
        this.listing = new Listing(branches, lookup);
        Names names = new Names(branches, stack, lookup);
        this.creation = new Creation(names, lookup, replicas, copyUp);
        this.removal = new Removal(names, replicas, copyUp, listing, tree);
        this.renaming = new Renaming(names, replicas, copyUp, listing, tree);
        this.root = lookup.root(stack.roots());
    }

    private static Traits traits(Branch[] branches) {
        boolean writable = false;
        boolean sharesLocks = false;
        Traits.Coherence coherence = Traits.Coherence.EXCLUSIVE;
        for (Branch branch : branches) {
            Traits below = branch.layer.traits();
            writable |= branch.writable;
            sharesLocks |= below.sharesLocks();
            coherence = coherence.and(below.coherence());
        }
        return new Traits(writable, coherence, false, sharesLocks);
    }

    /** The branches, top to bottom. */
    List<Branch> branches() {
        return List.of(branches);
    }

    Nodes nodes() {
        return nodes;
    }

    void departing(Map<UnionNode, Integer> numbers) {
        departing = numbers;
    }

    /** The number of a node in the state last written. @throws ErrnoException ESTALE if it was not there */
    int departing(UnionNode node) throws ErrnoException {
        Integer number = departing.get(node);
        if (number == null) {
            throw Errno.ESTALE.exception();
        }
        return number;
    }

    /** @param known null if none is asked for any more */
    void arriving(List<UnionNode> known) {
        arriving = known == null ? List.of() : known;
    }

    /** The node that the predecessor numbered so. @throws ErrnoException ESTALE if its file is gone */
    UnionNode arrived(int number) throws ErrnoException {
        UnionNode node = number < arriving.size() ? arriving.get(number) : null;
        if (node == null) {
            throw Errno.ESTALE.exception();
        }
        return node;
    }

    Lookup lookup() {
        return lookup;
    }

    CopyUp copyUp() {
        return copyUp;
    }

    Listing listing() {
        return listing;
    }

    @Override
    public Traits traits() {
        return traits;
    }

    @Override
    public UnionNode root() {
        return root;
    }

    @Override
    public Node lookup(Caller caller, Node directory, Name name, Attributes found) throws ErrnoException {
        return lookup.find(caller, directory(directory), name, found);
    }

    @Override
    public void getattr(Caller caller, Node node, Attributes result) throws ErrnoException {
        UnionNode file = (UnionNode) node;
        Spot top = file.top();
        layer(top).getattr(caller, top.node(), result);
        present(file, result);
    }

    private static void present(UnionNode node, Attributes result) {
        result.inode = node.inode;
        SharedFile shared = node.shared;
        if (node.gone) {
            result.links = 0;
        } else if (node.isMerged()) {
            // The number of subdirectories is not known without listing them: 1 says so, as overlayfs does.
            result.links = 1;
        } else if (shared != null) {
            result.links = shared.names(result.links);
        }
    }

    @Override
    public void setattr(Caller caller, Node node, OpenFile file, AttributeChange change, Attributes result)
            throws ErrnoException {
        UnionNode changed = (UnionNode) node;
        if (change.has(AttributeChange.SIZE) && !Mode.isRegular(changed.type)) {
            throw (changed.isDirectory() ? Errno.EISDIR : Errno.EINVAL).exception();
        }
        if (change.has(AttributeChange.MODE) && Mode.isSymlink(changed.type)) {
            throw Errno.EOPNOTSUPP.exception();
        }
        copyUp.forChange(changed, change.has(AttributeChange.SIZE) ? change.size : CopyUp.ALL);
        OpenFile below = file == null ? null : ((UnionFile) file).current();
        Spot top = changed.top();
        layer(top).setattr(caller, top.node(), below, change, result);
        present(changed, result);
    }

    @Override
    public byte[] readlink(Caller caller, Node node) throws ErrnoException {
        Spot top = ((UnionNode) node).top();
        return layer(top).readlink(caller, top.node());
    }

    @Override
    public OpenFile create(Caller caller, Node directory, Name name, int flags, int mode, Attributes result)
            throws ErrnoException {
        return creation.create(caller, directory(directory), name, flags, mode, result);
    }

    @Override
    public OpenFile createUnnamed(Caller caller, Node directory, int flags, int mode, Attributes result)
            throws ErrnoException {
        return creation.createUnnamed(caller, directory(directory), flags, mode, result);
    }

    @Override
    public Node mknod(Caller caller, Node directory, Name name, int mode, long device, Attributes result)
            throws ErrnoException {
        if ((mode & Mode.TYPE) == Mode.CHARACTER_DEVICE && device == 0) {
            throw Errno.EPERM.exception();
        }
        return creation.mknod(caller, directory(directory), name, mode, device, result);
    }

    @Override
    public Node mkdir(Caller caller, Node directory, Name name, int mode, Attributes result) throws ErrnoException {
        return creation.mkdir(caller, directory(directory), name, mode, result);
    }

    @Override
    public Node symlink(Caller caller, Node directory, Name name, byte[] target, Attributes result)
            throws ErrnoException {
        return creation.symlink(caller, directory(directory), name, target, result);
    }

    @Override
    public void link(Caller caller, Node node, Node directory, Name name, Attributes result) throws ErrnoException {
        UnionNode file = (UnionNode) node;
        creation.link(caller, file, directory(directory), name, result);
        present(file, result);
    }

    @Override
    public void unlink(Caller caller, Node directory, Name name) throws ErrnoException {
        removal.unlink(directory(directory), name);
    }

    @Override
    public void rmdir(Caller caller, Node directory, Name name) throws ErrnoException {
        removal.rmdir(directory(directory), name);
    }

    @Override
    public void rename(Caller caller, Node fromDirectory, Name from, Node toDirectory, Name to, int flags)
            throws ErrnoException {
        renaming.rename(directory(fromDirectory), from, directory(toDirectory), to, flags);
    }

    @Override
    public UnionFile open(Caller caller, Node node, int flags) throws ErrnoException {
        UnionNode file = (UnionNode) node;
        switch (file.type) {
            case Mode.REGULAR:
                break;
            case Mode.DIRECTORY:
                throw Errno.EISDIR.exception();
            case Mode.SYMLINK:
                throw Errno.ELOOP.exception();
            default:
                throw Errno.ENXIO.exception();
        }
        boolean truncates = (flags & OpenFlags.TRUNC) != 0;
        if (OpenFlags.writes(flags) || truncates) {
            copyUp.forChange(file, truncates ? 0 : CopyUp.ALL);
        }
        Holder holder = file.holder;
        return new UnionFile(copyUp, file, flags, holder, copyUp.open(caller, holder, flags));
    }

    @Override
    public UnionDirectory openDirectory(Caller caller, Node node) throws ErrnoException {
        return new UnionDirectory(listing, directory(node));
    }

    /** Of the topmost writable branch, where new data goes; of the bottom if there is none. */
    @Override
    public void statfs(Caller caller, Node node, FilesystemStatistics result) throws ErrnoException {
        Branch branch = traits.writable() ? copyUp.topmost() : branches[branches.length - 1];
        branch.layer.statfs(caller, branch.root.node(), result);
        result.maximumName = Math.min(result.maximumName, branch.format.longestName());
    }

    @Override
    public int getxattr(Caller caller, Node node, Name attribute, ByteBuffer value) throws ErrnoException {
        PrivateAttributes.checkRead(attribute);
        Spot top = ((UnionNode) node).top();
        return layer(top).getxattr(caller, top.node(), attribute, value);
    }

    @Override
    public int listxattr(Caller caller, Node node, ByteBuffer names) throws ErrnoException {
        Spot top = ((UnionNode) node).top();
        return PrivateAttributes.list(layer(top), caller, top.node(), names);
    }

    @Override
    public void setxattr(Caller caller, Node node, Name attribute, ByteBuffer value, int flags) throws ErrnoException {
        PrivateAttributes.checkChange(attribute);
        UnionNode file = (UnionNode) node;
        copyUp.forChange(file, CopyUp.ALL);
        Spot top = file.top();
        layer(top).setxattr(caller, top.node(), attribute, value, flags);
    }

    @Override
    public void removexattr(Caller caller, Node node, Name attribute) throws ErrnoException {
        PrivateAttributes.checkChange(attribute);
        UnionNode file = (UnionNode) node;
        getxattr(caller, node, attribute, ByteBuffer.allocateDirect(0));
        copyUp.forChange(file, CopyUp.ALL);
        Spot top = file.top();
        layer(top).removexattr(caller, top.node(), attribute);
    }

    @Override
    public void sync(Caller caller) throws ErrnoException {
        for (Branch branch : branches) {
            if (branch.writable) {
                branch.layer.sync(caller);
            }
        }
    }

    @Override
    public void refresh(Caller caller) throws ErrnoException {
        Set<Libservice> done = new HashSet<>();
        for (Branch branch : branches) {
            if (done.add(branch.layer)) {
                branch.layer.refresh(caller);
            }
        }
        lookup.refresh();
    }

    @Override
    public Map<String, String> describe(Caller caller, Node node) throws ErrnoException {
        UnionNode file = (UnionNode) node;
        int top = file.branch();
        Map<String, String> description = new LinkedHashMap<>();
        description.put("branch", branches[top].text);
        description.put("copied-up", file.isNumberedElsewhere(branches[top]) ? "yes" : "no");
        if (file.isDirectory()) {
            Description.directory(description, branches, file.places);
        }
        return description;
    }

    @Override
    public ChangeListener changesBelow() {
        return this;
    }

    @Override
    public void changed(Node node) {
        allChanged();
    }

    @Override
    public void entryChanged(Node directory, Name name) {
        allChanged();
    }

    /** A change in a branch may show, or not, or elsewhere: everything is searched anew. */
    @Override
    public void allChanged() {
        lookup.refresh();
        context.above().allChanged();
    }

    @Override
    public Handover handover() {
        return new UnionHandover(this);
    }

    @Override
    public void close() {
        // What keeps deleted copies alive is ours; after a hot swap the successor's open files do that. The layers
        // below are not ours to close.
        nodes.all().forEach(UnionNode::release);
        departing = Map.of();
    }

    private Libservice layer(Spot spot) {
        return branches[spot.branch()].layer;
    }

    private static UnionNode directory(Node node) throws ErrnoException {
        UnionNode directory = (UnionNode) node;
        if (!directory.isDirectory()) {
            throw Errno.ENOTDIR.exception();
        }
        return directory;
    }
}
