package org.danaus.union;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.danaus.libservice.AttributeChange;
import org.danaus.libservice.Attributes;
import org.danaus.libservice.Caller;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Libservice;
import org.danaus.libservice.Mode;
import org.danaus.libservice.Name;
import org.danaus.libservice.Node;
import org.danaus.libservice.OpenDirectory;
import org.danaus.libservice.OpenFile;
import org.danaus.libservice.OpenFlags;

/** A layer by paths, as a test wants to speak of it: {@code a/b}, empty for the root. */
final class Tree {
    final Libservice layer;
    /** Whether the numbers that directories list must be those of the files: always in a union that nobody else has changed. */
    boolean numbered;

    Tree(Libservice layer) {
        this.layer = layer;
        this.numbered = layer instanceof Union;
    }

    Node find(String path) throws ErrnoException {
        Node at = layer.root();
        for (Name name : Paths.split(path.getBytes(StandardCharsets.UTF_8))) {
            at = layer.lookup(Caller.SERVICE, at, name, new Attributes());
            if (at == null) {
                return null;
            }
        }
        return at;
    }

    Node get(String path) throws ErrnoException {
        Node node = find(path);
        if (node == null) {
            throw Errno.ENOENT.exception();
        }
        return node;
    }

    Node parent(String path) throws ErrnoException {
        int slash = path.lastIndexOf('/');
        return get(slash < 0 ? "" : path.substring(0, slash));
    }

    static Name name(String path) {
        return Name.of(path.substring(path.lastIndexOf('/') + 1));
    }

    Attributes stat(String path) throws ErrnoException {
        return stat(get(path));
    }

    Attributes stat(Node node) throws ErrnoException {
        Attributes attributes = new Attributes();
        layer.getattr(Caller.SERVICE, node, attributes);
        return attributes;
    }

    boolean exists(String path) throws ErrnoException {
        return find(path) != null;
    }

    Tree mkdir(String path) throws ErrnoException {
        layer.mkdir(Caller.SERVICE, parent(path), name(path), 0755, new Attributes());
        return this;
    }

    /** Makes a new file with some text. */
    Tree file(String path, String text) throws ErrnoException {
        OpenFile file = layer.create(Caller.SERVICE, parent(path), name(path), OpenFlags.RDWR, 0644, new Attributes());
        file.write(Caller.SERVICE, 0, buffer(text));
        file.close();
        return this;
    }

    /** Replaces the text of a file that is there. */
    Tree write(String path, String text) throws ErrnoException {
        OpenFile file = open(path, OpenFlags.RDWR | OpenFlags.TRUNC);
        file.write(Caller.SERVICE, 0, buffer(text));
        file.close();
        return this;
    }

    OpenFile open(String path, int flags) throws ErrnoException {
        return layer.open(Caller.SERVICE, get(path), flags);
    }

    String read(String path) throws ErrnoException {
        OpenFile file = open(path, OpenFlags.RDONLY);
        try {
            return read(file);
        } finally {
            file.close();
        }
    }

    static String read(OpenFile file) throws ErrnoException {
        ByteBuffer room = ByteBuffer.allocateDirect(1 << 16);
        file.read(Caller.SERVICE, 0, room);
        byte[] bytes = new byte[room.flip().remaining()];
        room.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static ByteBuffer buffer(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocateDirect(Math.max(1, bytes.length)).put(bytes).flip();
    }

    Tree symlink(String path, String target) throws ErrnoException {
        layer.symlink(
                Caller.SERVICE, parent(path), name(path), target.getBytes(StandardCharsets.UTF_8), new Attributes());
        return this;
    }

    Tree link(String path, String other) throws ErrnoException {
        layer.link(Caller.SERVICE, get(path), parent(other), name(other), new Attributes());
        return this;
    }

    Tree unlink(String path) throws ErrnoException {
        layer.unlink(Caller.SERVICE, parent(path), name(path));
        return this;
    }

    Tree rmdir(String path) throws ErrnoException {
        layer.rmdir(Caller.SERVICE, parent(path), name(path));
        return this;
    }

    Tree rename(String from, String to) throws ErrnoException {
        return rename(from, to, 0);
    }

    Tree rename(String from, String to, int flags) throws ErrnoException {
        layer.rename(Caller.SERVICE, parent(from), name(from), parent(to), name(to), flags);
        return this;
    }

    Tree chmod(String path, int mode) throws ErrnoException {
        AttributeChange change = new AttributeChange();
        change.mask = AttributeChange.MODE;
        change.mode = mode;
        layer.setattr(Caller.SERVICE, get(path), null, change, new Attributes());
        return this;
    }

    Tree truncate(String path, long size) throws ErrnoException {
        AttributeChange change = new AttributeChange();
        change.mask = AttributeChange.SIZE;
        change.size = size;
        layer.setattr(Caller.SERVICE, get(path), null, change, new Attributes());
        return this;
    }

    Tree setxattr(String path, String attribute, String value) throws ErrnoException {
        layer.setxattr(Caller.SERVICE, get(path), Name.of(attribute), buffer(value), 0);
        return this;
    }

    /** The value, or null. */
    String getxattr(String path, String attribute) throws ErrnoException {
        byte[] value = Xattrs.get(layer, get(path), Name.of(attribute));
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }

    List<String> list(String path) throws ErrnoException {
        return new ArrayList<>(entries(get(path)).keySet());
    }

    /** Names and inode numbers, without the dots, in order of names. */
    Map<String, Long> entries(Node directory) throws ErrnoException {
        Map<String, Long> entries = new TreeMap<>();
        OpenDirectory open = layer.openDirectory(Caller.SERVICE, directory);
        try {
            open.read(Caller.SERVICE, 0, (name, inode, type, next) -> {
                if (!name.isDots() && entries.put(name.toString(), inode) != null) {
                    throw new AssertionError("listed twice: " + name);
                }
                return true;
            });
        } finally {
            open.close();
        }
        return entries;
    }

    /** All that a user can see, a line a file, in order of paths; with inode numbers if they are to count. A union's must be those that it lists. */
    List<String> dump(boolean inodes) throws ErrnoException {
        List<String> lines = new ArrayList<>();
        dump(layer.root(), "", inodes, lines);
        return lines;
    }

    private void dump(Node directory, String path, boolean inodes, List<String> lines) throws ErrnoException {
        for (Map.Entry<String, Long> entry : entries(directory).entrySet()) {
            String child = path + "/" + entry.getKey();
            Node node = layer.lookup(Caller.SERVICE, directory, Name.of(entry.getKey()), new Attributes());
            if (node == null) {
                throw new AssertionError("listed but not found: " + child);
            }
            Attributes attributes = stat(node);
            if (numbered && attributes.inode != entry.getValue()) {
                throw new AssertionError(
                        "number of " + child + ": listed " + entry.getValue() + ", is " + attributes.inode);
            }
            lines.add(line(child, node, attributes) + (inodes ? " #" + attributes.inode : ""));
            if (attributes.isDirectory()) {
                dump(node, child, inodes, lines);
            }
        }
    }

    private String line(String path, Node node, Attributes attributes) throws ErrnoException {
        StringBuilder line = new StringBuilder(path);
        line.append(' ').append(Integer.toOctalString(attributes.mode));
        line.append(' ').append(attributes.uid).append(':').append(attributes.gid);
        if (!attributes.isDirectory()) {
            line.append(" x").append(attributes.links);
        }
        if (Mode.isRegular(attributes.mode)) {
            OpenFile file = layer.open(Caller.SERVICE, node, OpenFlags.RDONLY);
            line.append(" '").append(read(file)).append('\'');
            file.close();
        } else if (Mode.isSymlink(attributes.mode)) {
            line.append(" -> ").append(new String(layer.readlink(Caller.SERVICE, node), StandardCharsets.UTF_8));
        }
        for (Name name : Xattrs.list(layer, node)) {
            if (!name.toString().startsWith("security.") && !PrivateAttributes.covers(name)) {
                line.append(' ')
                        .append(name)
                        .append('=')
                        .append(new String(Xattrs.get(layer, node, name), StandardCharsets.UTF_8));
            }
        }
        return line.toString();
    }
}
