package org.danaus.shell;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.danaus.libservice.CompositionException;
import org.danaus.service.Filesystem;
import org.danaus.service.FilesystemName;
import org.danaus.service.FilesystemTable;
import org.danaus.service.TenantTable;
import org.danaus.shell.FilesystemViews.Summary;
import org.danaus.shell.spec.AllOrNothing;
import org.danaus.shell.spec.SpecYaml;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Commands that take filesystems from files and write them there. */
@Component(
        service = SpecCommands.class,
        property = {"osgi.command.scope=fs", "osgi.command.function=apply", "osgi.command.function=export"})
public final class SpecCommands {
    private static final Path STANDARD_INPUT = Path.of("-");
    private static final int LARGEST_FILE = 16 << 20;

    private final FilesystemTable filesystems;
    private final TenantTable tenants;

    /** On those of these tables. */
    @Activate
    public SpecCommands(@Reference FilesystemTable filesystems, @Reference TenantTable tenants) {
        this.filesystems = filesystems;
        this.tenants = tenants;
    }

    /** {@code fs:apply}. */
    @Command(
            description =
                    "Makes filesystems be as a YAML file says: creates them, or changes running ones by hot swap. All"
                            + " of them, or none.")
    public List<Summary> apply(
            @Parameters(paramLabel = "FILE", description = "The file; - for the standard input stream.") Path file)
            throws CompositionException {
        boolean input = file.equals(STANDARD_INPUT);
        byte[] text = input ? read("standard input", System.in) : read(file);
        return new AllOrNothing(filesystems, tenants)
                .apply(SpecYaml.read(input ? "standard input" : file.toString(), text)).stream()
                        .map(Summary::of)
                        .toList();
    }

    /** {@code fs:export}. */
    @Command(description = "Writes filesystems as the YAML that fs:apply reads; all of them if none is named.")
    public String export(
            @Parameters(paramLabel = "NAME", arity = "0..1", description = "Which: tenant/name.") FilesystemName name)
            throws CompositionException {
        return SpecYaml.write((name == null ? filesystems.filesystems() : List.of(filesystems.get(name)))
                        .stream().map(Filesystem::spec).toList())
                .stripTrailing();
    }

    private static byte[] read(Path file) throws CompositionException {
        try (InputStream stream = Files.newInputStream(file)) {
            return read(file.toString(), stream);
        } catch (NoSuchFileException e) {
            throw new CompositionException("there is no file " + file, e);
        } catch (IOException e) {
            throw new CompositionException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static byte[] read(String source, InputStream stream) throws CompositionException {
        try {
            byte[] text = stream.readNBytes(LARGEST_FILE + 1);
            if (text.length > LARGEST_FILE) {
                throw new CompositionException(source + " is longer than 16 MiB");
            }
            return text;
        } catch (IOException e) {
            throw new CompositionException(source + " cannot be read: " + e.getMessage(), e);
        }
    }
}
