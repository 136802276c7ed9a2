package org.danaus.shell.spec;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.danaus.libservice.CompositionException;
import org.danaus.service.Filesystem;
import org.danaus.service.FilesystemName;
import org.danaus.service.FilesystemSpec;
import org.danaus.service.FilesystemTable;
import org.danaus.service.TenantTable;

/**
 * Several specs applied together: tenants are made where they are missing; if one spec is refused, what was applied before
 * it is put back. Specs may use each other in any order: one that is refused is tried again once others are there. One use,
 * one thread.
 */
public final class AllOrNothing {
    private final FilesystemTable filesystems;
    private final TenantTable tenants;
    private final Deque<Step> undo = new ArrayDeque<>();

    /** To be applied to those tables. */
    public AllOrNothing(FilesystemTable filesystems, TenantTable tenants) {
        this.filesystems = filesystems;
        this.tenants = tenants;
    }

    /** Applies them. @return the filesystems, in the order given. @throws CompositionException if nothing was changed */
    public List<Filesystem> apply(List<FilesystemSpec> specs) throws CompositionException {
        check(specs);
        try {
            for (FilesystemSpec spec : specs) {
                ensureTenant(spec.name().tenant());
            }
            Map<FilesystemName, Filesystem> applied = applyInRounds(specs);
            return specs.stream().map(spec -> applied.get(spec.name())).toList();
        } catch (CompositionException e) {
            throw putBack(e);
        }
    }

    private static void check(List<FilesystemSpec> specs) throws CompositionException {
        Set<FilesystemName> names = new HashSet<>();
        Map<Path, FilesystemName> mountPoints = new HashMap<>();
        for (FilesystemSpec spec : specs) {
            if (!names.add(spec.name())) {
                throw new CompositionException("filesystem " + spec.name() + " is asked for twice");
            }
            Optional<FilesystemName> other =
                    spec.mountPoint().map(mount -> mountPoints.put(mount.normalize(), spec.name()));
            if (other.isPresent()) {
                throw new CompositionException("filesystems " + other.get() + " and " + spec.name()
                        + " have one mount point, " + spec.mountPoint().get());
            }
        }
    }

    private void ensureTenant(String name) throws CompositionException {
        if (tenants.find(name).isEmpty()) {
            tenants.create(name);
            undo.push(() -> tenants.delete(name));
        }
    }

    private Map<FilesystemName, Filesystem> applyInRounds(List<FilesystemSpec> specs) throws CompositionException {
        Map<FilesystemName, Filesystem> applied = new HashMap<>();
        List<FilesystemSpec> left = new ArrayList<>(specs);
        while (!left.isEmpty()) {
            CompositionException first = null;
            List<FilesystemSpec> refused = new ArrayList<>();
            for (FilesystemSpec spec : left) {
                try {
                    applied.put(spec.name(), apply(spec));
                } catch (CompositionException e) {
                    first = first == null ? e : first;
                    refused.add(spec);
                }
            }
            if (first != null && refused.size() == left.size()) {
                throw first;
            }
            left = refused;
        }
        return applied;
    }

    private Filesystem apply(FilesystemSpec spec) throws CompositionException {
        Optional<FilesystemSpec> before = filesystems.find(spec.name()).map(Filesystem::spec);
        Filesystem filesystem = filesystems.apply(spec);
        if (before.isEmpty()) {
            undo.push(() -> filesystems.delete(spec.name()));
        } else if (!before.get().equals(spec)) {
            undo.push(() -> filesystems.apply(before.get()));
        }
        return filesystem;
    }

    private CompositionException putBack(CompositionException refusal) {
        StringBuilder line = new StringBuilder(refusal.getMessage());
        for (Step step : undo) {
            try {
                step.run();
            } catch (CompositionException e) {
                line.append("; and what was changed before could not be put back: ")
                        .append(e.getMessage());
            }
        }
        return new CompositionException(line.toString(), refusal);
    }

    @FunctionalInterface
    private interface Step {
        void run() throws CompositionException;
    }
}
