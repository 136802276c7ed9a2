package org.danaus.union;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Name;

/** Absolute paths inside a branch, in bytes. */
final class Paths {
    private Paths() {}

    /** {@code /} and the names with {@code /} between them. */
    static byte[] join(Collection<byte[]> names) {
        ByteArrayOutputStream path = new ByteArrayOutputStream();
        names.forEach(name -> {
            path.write('/');
            path.writeBytes(name);
        });
        if (path.size() == 0) {
            path.write('/');
        }
        return path.toByteArray();
    }

    /** The names of a path. @throws ErrnoException EINVAL, ENAMETOOLONG if one is no name */
    static List<Name> split(byte[] path) throws ErrnoException {
        List<Name> names = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= path.length; i++) {
            if (i == path.length || path[i] == '/') {
                if (i > start) {
                    names.add(Name.component(path, start, i - start));
                }
                start = i + 1;
            }
        }
        return names;
    }
}
