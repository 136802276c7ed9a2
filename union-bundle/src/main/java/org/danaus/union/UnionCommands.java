package org.danaus.union;

import java.util.ArrayList;
import java.util.List;
import org.apache.felix.service.command.Descriptor;
import org.danaus.libservice.Caller;
import org.danaus.libservice.CompositionException;
import org.danaus.libservice.ErrnoException;
import org.danaus.service.Filesystem;
import org.danaus.service.FilesystemName;
import org.danaus.service.FilesystemTable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The shell's commands for unions. */
@Component(
        service = UnionCommands.class,
        property = {"osgi.command.scope=union", "osgi.command.function=branches", "osgi.command.function=refresh"})
public final class UnionCommands {
    private final FilesystemTable filesystems;

    /** Commands on the filesystems of this table. */
    @Activate
    public UnionCommands(@Reference FilesystemTable filesystems) {
        this.filesystems = filesystems;
    }

    /** The branches of all unions of a filesystem. */
    @Descriptor("shows the branches of a filesystem's unions, topmost first")
    public List<BranchRow> branches(@Descriptor("tenant/name") String filesystem) throws CompositionException {
        List<BranchRow> rows = new ArrayList<>();
        for (Filesystem.Layer layer : unions(filesystem)) {
            for (Branch branch : ((Union) layer.instance()).branches()) {
                rows.add(new BranchRow(layer.spec().name(), branch.index, branch.text, branch.writable ? "rw" : "ro"));
            }
        }
        return rows;
    }

    /** Makes changes that others made to a filesystem's branches show. */
    @Descriptor("shows at once what others changed in a filesystem's branches")
    public void refresh(@Descriptor("tenant/name") String filesystem) throws CompositionException, ErrnoException {
        for (Filesystem.Layer layer : unions(filesystem)) {
            layer.instance().refresh(Caller.SERVICE);
            ((Union) layer.instance()).allChanged();
        }
    }

    private List<Filesystem.Layer> unions(String filesystem) throws CompositionException {
        Filesystem found = filesystems.get(FilesystemName.parse(filesystem));
        List<Filesystem.Layer> unions = found.layers().stream()
                .filter(layer -> layer.instance() instanceof Union)
                .toList();
        if (unions.isEmpty()) {
            throw new CompositionException("filesystem " + filesystem + " has no union that runs; fs:info " + filesystem
                    + " shows its layers");
        }
        return unions;
    }

    /**
     * A branch as the shell shows it.
     *
     * @param layer the union's name in its stack
     * @param position 0 for the topmost
     * @param branch as the option names it, mode included
     * @param mode rw or ro
     */
    public record BranchRow(String layer, int position, String branch, String mode) {}
}
