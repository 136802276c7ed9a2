package org.danaus.shell;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.danaus.libservice.Attributes;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Libservice;
import org.danaus.libservice.Mode;
import org.danaus.libservice.Name;
import org.danaus.libservice.Node;

/** A tree to be walked: directories, files, and symbolic links with their targets. */
final class TreeFiles {
    private static final String LINK = "-> ";

    /** What there is by path; of links, the target behind an arrow; of others, what they are described as. */
    private final Map<String, String> entries = new TreeMap<>();

    /** A directory, which is what the others' parents are by themselves. */
    TreeFiles file(String path, String branch) {
        entries.put(path, branch);
        return this;
    }

    TreeFiles link(String path, String target) {
        entries.put(path, LINK + target);
        return this;
    }

    Libservice libservice() {
        InvocationHandler handler = (proxy, method, arguments) -> switch (method.getName()) {
            case "root" -> new Place("");
            case "walk" -> InvocationHandler.invokeDefault(proxy, method, arguments);
            case "lookup" -> lookup((Place) arguments[1], (Name) arguments[2], (Attributes) arguments[3]);
            case "getattr" -> attributes((Place) arguments[1], (Attributes) arguments[2]);
            case "readlink" ->
                entries.get(((Place) arguments[1]).path())
                        .substring(LINK.length())
                        .getBytes(StandardCharsets.UTF_8);
            case "describe" -> Map.of("branch", entries.getOrDefault(((Place) arguments[1]).path(), "merged"));
            default -> throw new UnsupportedOperationException(method.getName());
        };
        return (Libservice)
                Proxy.newProxyInstance(Libservice.class.getClassLoader(), new Class<?>[] {Libservice.class}, handler);
    }

    private Node lookup(Place directory, Name name, Attributes found) throws ErrnoException {
        Place place = new Place(directory.path() + "/" + name);
        return attributes(place, found) ? place : null;
    }

    private boolean attributes(Place place, Attributes found) throws ErrnoException {
        String entry = entries.get(place.path());
        boolean directory = entries.keySet().stream().anyMatch(path -> path.startsWith(place.path() + "/"));
        if (entry == null && !directory) {
            return false;
        }
        if ("broken".equals(entry)) {
            throw Errno.EIO.exception();
        }
        found.inode = 7;
        found.mode = directory ? Mode.DIRECTORY : entry.startsWith(LINK) ? Mode.SYMLINK : Mode.REGULAR;
        return true;
    }

    private record Place(String path) implements Node {}
}
