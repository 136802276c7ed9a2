package org.danaus.libservice;

/** The outcome of {@link Libservice#walk}. A structure owned by one thread. */
public final class Walk {
    /** The last node found; never null after a call that returned. */
    public Node node;
    /** Its parent, or null if the path had no component. */
    public Node parent;
    /** Its attributes. */
    public final Attributes attributes = new Attributes();
    /** How many bytes of the path led to {@link #node}; less than all if it is a symbolic link or a {@code ..} follows. */
    public int used;

    void byComponents(Libservice layer, Caller caller, Node from, byte[] path, int offset, int length)
            throws ErrnoException {
        node = from;
        parent = null;
        used = 0;
        layer.getattr(caller, from, attributes);
        int end = offset + length;
        int at = offset;
        while (at < end) {
            int start = at;
            while (start < end && path[start] == '/') {
                start++;
            }
            int stop = start;
            while (stop < end && path[stop] != '/') {
                stop++;
            }
            if (isParent(path, start, stop) || Mode.isSymlink(attributes.mode)) {
                return;
            }
            if (start == stop) {
                if (!attributes.isDirectory()) {
                    throw Errno.ENOTDIR.exception();
                }
                used = length;
                return;
            }
            if (!(stop - start == 1 && path[start] == '.')) {
                step(layer, caller, Name.component(path, start, stop - start));
            } else if (!attributes.isDirectory()) {
                throw Errno.ENOTDIR.exception();
            }
            at = stop;
            used = stop - offset;
        }
    }

    private void step(Libservice layer, Caller caller, Name name) throws ErrnoException {
        if (!attributes.isDirectory()) {
            throw Errno.ENOTDIR.exception();
        }
        Node child = layer.lookup(caller, node, name, attributes);
        if (child == null) {
            throw Errno.ENOENT.exception();
        }
        parent = node;
        node = child;
    }

    private static boolean isParent(byte[] path, int start, int stop) {
        return stop - start == 2 && path[start] == '.' && path[start + 1] == '.';
    }
}
