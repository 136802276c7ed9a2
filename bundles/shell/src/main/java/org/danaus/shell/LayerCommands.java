package org.danaus.shell;

import org.danaus.libservice.CompositionException;
import org.danaus.service.FilesystemName;
import org.danaus.service.FilesystemSpec;
import org.danaus.service.FilesystemTable;
import org.danaus.service.LayerSpec;
import org.danaus.shell.FilesystemViews.Details;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands that put layers into running filesystems and take them out. */
@Component(
        service = LayerCommands.class,
        property = {"osgi.command.scope=fs", "osgi.command.function=insert", "osgi.command.function=remove"})
public final class LayerCommands {
    private final FilesystemTable filesystems;

    /** On those of this table. */
    @Activate
    public LayerCommands(@Reference FilesystemTable filesystems) {
        this.filesystems = filesystems;
    }

    /** {@code fs:insert}. */
    @Command(description = "Puts a transparent layer into a filesystem that runs; at the top if nothing else is said.")
    public Details insert(
            @Parameters(paramLabel = "NAME", description = "Which: tenant/name.") FilesystemName name,
            @Parameters(paramLabel = "LAYER", description = "The layer: type[:name],option=value,...") LayerSpec layer,
            @ArgGroup Place place)
            throws CompositionException {
        FilesystemSpec spec = filesystems.get(name).spec();
        int position = place == null || place.above == null ? 0 : Specs.index(spec, place.above);
        return Details.of(filesystems.apply(Specs.inserted(spec, position, layer)));
    }

    /** {@code fs:remove}. */
    @Command(description = "Takes a transparent layer out of a filesystem that runs.")
    public Details remove(
            @Parameters(paramLabel = "NAME", description = "Which: tenant/name.") FilesystemName name,
            @Parameters(paramLabel = "LAYER", description = "The layer's name.") String layer)
            throws CompositionException {
        return Details.of(filesystems.apply(Specs.without(filesystems.get(name).spec(), layer)));
    }

    /** Where a layer goes. */
    static final class Place {
        @Option(names = "--above", paramLabel = "LAYER", description = "Right above that layer.")
        String above;

        @Option(names = "--top", description = "Above all others.")
        boolean top;
    }
}
