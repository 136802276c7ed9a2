package org.danaus.shell;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.danaus.libservice.CompositionException;
import org.danaus.service.Filesystem;
import org.danaus.service.FilesystemName;
import org.danaus.service.FilesystemSpec;
import org.danaus.service.FilesystemTable;
import org.danaus.service.LayerSpec;
import org.danaus.service.TenantTable;
import org.danaus.shell.FilesystemViews.Details;
import org.danaus.shell.FilesystemViews.Summary;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands on filesystems as a whole. */
@Component(
        service = FilesystemCommands.class,
        property = {
            "osgi.command.scope=fs",
            "osgi.command.function=create",
            "osgi.command.function=list",
            "osgi.command.function=info",
            "osgi.command.function=mount",
            "osgi.command.function=umount",
            "osgi.command.function=delete"
        })
public final class FilesystemCommands {
    private static final String WHICH = "Which: tenant/name.";

    private final FilesystemTable filesystems;
    private final TenantTable tenants;

    /** On those of these tables. */
    @Activate
    public FilesystemCommands(@Reference FilesystemTable filesystems, @Reference TenantTable tenants) {
        this.filesystems = filesystems;
        this.tenants = tenants;
    }

    /** {@code fs:create}. */
    @Command(description = "Composes a filesystem of layers, and mounts it if a mount point is given.")
    public Details create(
            @Parameters(paramLabel = "NAME", description = "Its name: tenant/name.") FilesystemName name,
            @Option(
                            names = "--layer",
                            required = true,
                            paramLabel = "LAYER",
                            description =
                                    "A layer as type[:name],option=value,...; once for each, top to bottom. A comma"
                                            + " or backslash in a value is written behind a backslash.")
                    List<LayerSpec> layers,
            @Option(names = "--mount", paramLabel = "DIRECTORY", description = "Where it is mounted.") Path mount,
            @Option(names = "--mount-option", paramLabel = "NAME=VALUE", description = "An option of the mount.")
                    Map<String, String> mountOptions,
            @Option(
                            names = "--swap-timeout",
                            paramLabel = "TIME",
                            description = "How long operations wait for a provider that has left (30s).")
                    Duration swapTimeout,
            @Option(
                            names = "--drain-timeout",
                            paramLabel = "TIME",
                            description = "How long a hot swap waits for running operations (10s).")
                    Duration drainTimeout)
            throws CompositionException {
        if (tenants.find(name.tenant()).isEmpty()) {
            throw new CompositionException(
                    "there is no tenant " + name.tenant() + "; tenant:create " + name.tenant() + " makes it");
        }
        if (filesystems.find(name).isPresent()) {
            throw new CompositionException("filesystem " + name + " is there already; fs:apply, fs:mount, fs:insert and"
                    + " libservice:set change it");
        }
        return Details.of(filesystems.apply(Specs.checked(() -> new FilesystemSpec(
                name,
                layers,
                Optional.ofNullable(mount),
                mountOptions == null ? Map.of() : mountOptions,
                swapTimeout == null ? FilesystemSpec.DEFAULT_SWAP_TIMEOUT : swapTimeout,
                drainTimeout == null ? FilesystemSpec.DEFAULT_DRAIN_TIMEOUT : drainTimeout))));
    }

    /** {@code fs:list}. */
    @Command(description = "Lists the filesystems and how they are.")
    public List<Summary> list() {
        return filesystems.filesystems().stream().map(Summary::of).toList();
    }

    /** {@code fs:info}. */
    @Command(description = "Tells all about a filesystem.")
    public Details info(@Parameters(paramLabel = "NAME", description = WHICH) FilesystemName name)
            throws CompositionException {
        return Details.of(filesystems.get(name));
    }

    /** {@code fs:mount}. */
    @Command(description = "Mounts a filesystem, now and after each start.")
    public Summary mount(
            @Parameters(paramLabel = "NAME", description = WHICH) FilesystemName name,
            @Parameters(paramLabel = "DIRECTORY", description = "An empty directory.") Path directory)
            throws CompositionException {
        return Summary.of(filesystems.apply(spec(name).withMountPoint(Optional.of(directory))));
    }

    /** {@code fs:umount}. */
    @Command(description = "Unmounts a filesystem, also if files are open; it stays composed.")
    public Summary umount(
            @Parameters(paramLabel = "NAME", description = WHICH) FilesystemName name,
            @Option(
                            names = {"-y", "--yes"},
                            description = "Goes on without asking.")
                    boolean yes)
            throws CompositionException {
        return Summary.of(filesystems.apply(spec(name).withMountPoint(Optional.empty())));
    }

    /** {@code fs:delete}. */
    @Command(description = "Unmounts and forgets a filesystem; what its backends store stays.")
    public void delete(
            @Parameters(paramLabel = "NAME", description = WHICH) FilesystemName name,
            @Option(
                            names = {"-y", "--yes"},
                            description = "Goes on without asking.")
                    boolean yes)
            throws CompositionException {
        filesystems.delete(name);
    }

    private FilesystemSpec spec(FilesystemName name) throws CompositionException {
        Filesystem filesystem = filesystems.get(name);
        return filesystem.spec();
    }
}
