package org.danaus.shell;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.danaus.libservice.Caller;
import org.danaus.libservice.CompositionException;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Libservice;
import org.danaus.libservice.Mode;
import org.danaus.libservice.Walk;
import org.danaus.service.Filesystem;
import org.danaus.service.FilesystemTable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * The command that tells where a file comes from. It asks the layers and never the mount: a process that serves a mount must
 * not wait for it.
 */
@Component(
        service = WhichCommand.class,
        property = {"osgi.command.scope=fs", "osgi.command.function=which"})
public final class WhichCommand {
    private static final int MOST_LINKS = 40;

    private final FilesystemTable filesystems;

    /** Asks those of this table. */
    @Activate
    public WhichCommand(@Reference FilesystemTable filesystems) {
        this.filesystems = filesystems;
    }

    /** {@code fs:which}. */
    @Command(
            description = "Tells where a file in a mounted filesystem comes from: which branch, and whether copied up.")
    public Map<String, Object> which(
            @Parameters(paramLabel = "PATH", description = "A path of the host, inside a mount.") Path path)
            throws CompositionException {
        Path asked = path;
        for (int links = 0; links < MOST_LINKS; links++) {
            Filesystem filesystem = holder(asked);
            Path mount = filesystem.mountPoint().orElseThrow();
            Walk walk = new Walk();
            String rest = walk(filesystem.files(), mount, asked, walk);
            if (rest.isEmpty()) {
                return described(filesystem, mount, asked, walk);
            }
            asked = followed(filesystem.files(), mount, asked, rest, walk);
        }
        throw new CompositionException(path + ": " + Errno.ELOOP.text());
    }

    private Filesystem holder(Path path) throws CompositionException {
        return filesystems.filesystems().stream()
                .filter(each -> each.mountPoint().filter(path::startsWith).isPresent())
                .max(Comparator.comparing(
                        each -> each.mountPoint().orElseThrow().getNameCount()))
                .orElseThrow(() -> new CompositionException(
                        path + " is not inside a mounted filesystem; fs:list shows where they are"));
    }

    /** What of the path is left, after a symbolic link. */
    private static String walk(Libservice files, Path mount, Path path, Walk walk) throws CompositionException {
        byte[] inside = mount.relativize(path).toString().getBytes(StandardCharsets.UTF_8);
        try {
            files.walk(Caller.SERVICE, files.root(), inside, 0, inside.length, walk);
            return new String(inside, walk.used, inside.length - walk.used, StandardCharsets.UTF_8);
        } catch (ErrnoException e) {
            throw new CompositionException(path + ": " + e.errno().text(), e);
        }
    }

    private static Path followed(Libservice files, Path mount, Path path, String rest, Walk walk)
            throws CompositionException {
        String inside = mount.relativize(path).toString();
        Path link = mount.resolve(inside.substring(0, inside.length() - rest.length()));
        try {
            String target = new String(files.readlink(Caller.SERVICE, walk.node), StandardCharsets.UTF_8);
            return link.resolveSibling(target)
                    .resolve(rest.replaceFirst("^/+", ""))
                    .normalize();
        } catch (ErrnoException e) {
            throw new CompositionException(link + ": " + e.errno().text(), e);
        }
    }

    private static Map<String, Object> described(Filesystem filesystem, Path mount, Path path, Walk walk)
            throws CompositionException {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("filesystem", filesystem.spec().name().toString());
        description.put("path", "/" + mount.relativize(path));
        description.put("type", type(walk.attributes.mode));
        description.put("inode", Long.toUnsignedString(walk.attributes.inode));
        try {
            description.putAll(filesystem.files().describe(Caller.SERVICE, walk.node));
        } catch (ErrnoException e) {
            throw new CompositionException(path + ": " + e.errno().text(), e);
        }
        return description;
    }

    private static String type(int mode) {
        if (Mode.isDirectory(mode)) {
            return "directory";
        }
        return Mode.isSymlink(mode) ? "symbolic link" : Mode.isRegular(mode) ? "file" : "special file";
    }
}
