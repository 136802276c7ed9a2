package org.danaus.union;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import org.danaus.libservice.Errno;
import org.danaus.libservice.Libservice;
import org.danaus.libservice.OpenFlags;

/** A layer whose machine stops before a given change: that one and every later one fails, and what was changed before stays. */
final class DyingLayer {
    private static final Set<String> CHANGES = Set.of(
            "setattr",
            "create",
            "createUnnamed",
            "mknod",
            "mkdir",
            "symlink",
            "link",
            "unlink",
            "rmdir",
            "rename",
            "setxattr",
            "removexattr");

    private final Libservice layer;
    private int left;

    DyingLayer(Libservice layer, int changes) {
        this.layer = layer;
        this.left = changes;
    }

    /** Lets so many more changes happen. */
    void dieAfter(int changes) {
        left = changes;
    }

    /** Whether it has stopped. */
    boolean isDead() {
        return left < 0;
    }

    Libservice layer() {
        return (Libservice) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Libservice.class}, (proxy, method, arguments) -> {
                    boolean truncates =
                            method.getName().equals("open") && ((Integer) arguments[2] & OpenFlags.TRUNC) != 0;
                    if ((truncates || CHANGES.contains(method.getName())) && --left < 0) {
                        throw Errno.EIO.exception();
                    }
                    try {
                        return method.invoke(layer, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
