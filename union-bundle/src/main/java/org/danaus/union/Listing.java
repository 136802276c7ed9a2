package org.danaus.union;

import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.danaus.libservice.Attributes;
import org.danaus.libservice.Caller;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Mode;
import org.danaus.libservice.Name;
import org.danaus.libservice.OpenDirectory;
import org.danaus.libservice.Traits.Coherence;
import org.danaus.libservice.policy.WhiteoutFormat.Meaning;

/** Merges what the branches list. */
final class Listing {
    private static final int DIRECTORY = Mode.DIRECTORY >>> 12;

    private final Branch[] branches;
    private final Lookup lookup;
    /** Whether branches change through the union alone, or tell. */
    private final boolean holds;

    Listing(Branch[] branches, Lookup lookup) {
        this.branches = branches;
        this.lookup = lookup;
        boolean all = true;
        for (Branch branch : branches) {
            all &= branch.layer.traits().coherence() != Coherence.ASK;
        }
        this.holds = all;
    }

    Branch branch(int index) {
        return branches[index];
    }

    /** The one branch that holds a directory, if its listing can be handed through; otherwise -1. */
    int alone(UnionNode directory) {
        int alone = -1;
        BranchPlace[] places = directory.places;
        for (int i = 0; i < places.length; i++) {
            if (places[i] != null && places[i].exists()) {
                if (alone >= 0) {
                    return -1;
                }
                alone = i;
            }
        }
        return directory.gone || alone < 0 || places[alone].impure() ? -1 : alone;
    }

    /** @throws ErrnoException ENOTEMPTY if an entry shows */
    void checkEmpty(UnionNode directory) throws ErrnoException {
        if (!merge(directory).isEmpty()) {
            throw Errno.ENOTEMPTY.exception();
        }
    }

    /**
     * All entries with their inode numbers, {@code .} and {@code ..} first. Kept with the directory, as long as memory allows, until an entry changes; the list is not to be changed.
     */
    List<Entry> snapshot(UnionNode directory) throws ErrnoException {
        Kept kept = directory.listed == null ? null : directory.listed.get();
        int version = directory.version();
        int generation = lookup.generation();
        if (kept != null && kept.version == version && kept.generation == generation && !directory.gone) {
            return kept.entries;
        }
        List<Entry> entries = take(directory);
        if (holds) {
            directory.listed = new SoftReference<>(new Kept(version, generation, entries));
        }
        return entries;
    }

    private List<Entry> take(UnionNode directory) throws ErrnoException {
        List<Entry> entries = new ArrayList<>();
        if (directory.gone) {
            return entries;
        }
        entries.add(new Entry(Name.dots(1), directory.inode, DIRECTORY, null));
        entries.add(new Entry(Name.dots(2), parent(directory), DIRECTORY, null));
        Attributes found = new Attributes();
        for (Entry entry : merge(directory).values()) {
            if (!entry.place.impure()) {
                entries.add(entry);
                continue;
            }
            UnionNode node = lookup.find(Caller.SERVICE, directory, entry.name, found);
            if (node != null) {
                entries.add(new Entry(entry.name, node.inode, entry.type, entry.place));
            }
        }
        return entries;
    }

    /** The number that {@code ..} has. */
    static long parent(UnionNode directory) {
        UnionNode.Link link = directory.link;
        return link == null ? directory.inode : link.parent().inode;
    }

    private Map<Name, Entry> merge(UnionNode directory) throws ErrnoException {
        Map<Name, Entry> shown = new LinkedHashMap<>();
        Set<Name> hidden = new HashSet<>();
        BranchPlace[] places = directory.places;
        for (int i = 0; i < places.length; i++) {
            BranchPlace place = places[i];
            if (place == null || !place.exists()) {
                continue;
            }
            List<Name> whiteouts = new ArrayList<>();
            for (Entry entry : list(branches[i], place)) {
                Meaning meaning = branches[i].format.meaning(Caller.SERVICE, place, entry.name, entry.type, null);
                if (meaning == Meaning.WHITEOUT) {
                    whiteouts.add(branches[i].format.hidden(entry.name));
                } else if (meaning == Meaning.FILE
                        && !shown.containsKey(entry.name)
                        && !hidden.contains(entry.name)
                        && !isHiddenByPath(places, i, entry.name)) {
                    shown.put(entry.name, entry);
                }
            }
            hidden.addAll(whiteouts);
        }
        return shown;
    }

    private List<Entry> list(Branch branch, BranchPlace place) throws ErrnoException {
        List<Entry> entries = new ArrayList<>();
        OpenDirectory open = branch.layer.openDirectory(Caller.SERVICE, place.node());
        try {
            open.read(Caller.SERVICE, 0, (name, inode, type, next) -> {
                if (!name.isDots() && !branch.isPrivate(place, name)) {
                    entries.add(new Entry(name, branch.report(inode), type, place));
                }
                return true;
            });
        } finally {
            open.close();
        }
        return entries;
    }

    private boolean isHiddenByPath(BranchPlace[] places, int branch, Name name) throws ErrnoException {
        for (int i = 0; i < branch; i++) {
            if (places[i] != null
                    && places[i].exists()
                    && branches[i].format.keepsPaths()
                    && branches[i].hidesBeside(places[i], name)) {
                return true;
            }
        }
        return false;
    }

    /**
     * A listing as it was.
     *
     * @param version {@link UnionNode#version()} before it was taken
     * @param generation {@link Lookup#generation()} before it was taken
     */
    record Kept(int version, int generation, List<Entry> entries) {}

    /**
     * An entry.
     *
     * @param inode as the union reports it, unless the place is impure
     * @param place where it was found; null for {@code .} and {@code ..}
     */
    record Entry(Name name, long inode, int type, BranchPlace place) {}
}
