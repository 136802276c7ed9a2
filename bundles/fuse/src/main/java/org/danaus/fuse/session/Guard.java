package org.danaus.fuse.session;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.danaus.fuse.lowlevel.LibFuse;
import org.danaus.fuse.lowlevel.OperationTable;
import org.danaus.fuse.lowlevel.Shapes;
import org.danaus.fuse.lowlevel.Slot;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts operations into the table so that whatever one throws becomes the answer to its request: an error number, or EIO for the unexpected, which is logged at most once in ten
 * seconds. An exception must never reach the C frames of libfuse.
 */
final class Guard {
    private static final Logger LOG = LoggerFactory.getLogger(Guard.class);
    private static final long INTERVAL = TimeUnit.SECONDS.toNanos(10);

    private final LibFuse fuse;
    private final OperationTable table;
    private final AtomicLong quietUntil = new AtomicLong(System.nanoTime() - INTERVAL);

    Guard(LibFuse fuse, OperationTable table) {
        this.fuse = fuse;
        this.table = table;
    }

    /** An operation on a node. */
    interface OnNode {
        void run(long request, long node) throws ErrnoException;
    }

    /** An operation with one more argument. */
    interface OnNode1 {
        void run(long request, long node, long a) throws ErrnoException;
    }

    /** An operation with two more arguments. */
    interface OnNode2 {
        void run(long request, long node, long a, long b) throws ErrnoException;
    }

    /** An operation with three more arguments. */
    interface OnNode3 {
        void run(long request, long node, long a, long b, long c) throws ErrnoException;
    }

    /** An operation with four more arguments. */
    interface OnNode4 {
        void run(long request, long node, long a, long b, long c, long d) throws ErrnoException;
    }

    void node(Slot slot, OnNode operation) {
        Shapes.Node guarded = (request, node) -> {
            try {
                operation.run(request, node);
            } catch (ErrnoException | RuntimeException | Error e) {
                fail(request, slot, e);
            }
        };
        table.put(slot, Shapes.Node.class, guarded);
    }

    void node1(Slot slot, OnNode1 operation) {
        Shapes.Node1 guarded = (request, node, a) -> {
            try {
                operation.run(request, node, a);
            } catch (ErrnoException | RuntimeException | Error e) {
                fail(request, slot, e);
            }
        };
        table.put(slot, Shapes.Node1.class, guarded);
    }

    void node2(Slot slot, OnNode2 operation) {
        Shapes.Node2 guarded = (request, node, a, b) -> {
            try {
                operation.run(request, node, a, b);
            } catch (ErrnoException | RuntimeException | Error e) {
                fail(request, slot, e);
            }
        };
        table.put(slot, Shapes.Node2.class, guarded);
    }

    void node3(Slot slot, OnNode3 operation) {
        Shapes.Node3 guarded = (request, node, a, b, c) -> {
            try {
                operation.run(request, node, a, b, c);
            } catch (ErrnoException | RuntimeException | Error e) {
                fail(request, slot, e);
            }
        };
        table.put(slot, Shapes.Node3.class, guarded);
    }

    void node4(Slot slot, OnNode4 operation) {
        Shapes.Node4 guarded = (request, node, a, b, c, d) -> {
            try {
                operation.run(request, node, a, b, c, d);
            } catch (ErrnoException | RuntimeException | Error e) {
                fail(request, slot, e);
            }
        };
        table.put(slot, Shapes.Node4.class, guarded);
    }

    void node1Int(Slot slot, OnNode2 operation) {
        Shapes.Node1Int guarded = (request, node, a, b) -> {
            try {
                operation.run(request, node, a, b);
            } catch (ErrnoException | RuntimeException | Error e) {
                fail(request, slot, e);
            }
        };
        table.put(slot, Shapes.Node1Int.class, guarded);
    }

    void node1Int1(Slot slot, OnNode3 operation) {
        Shapes.Node1Int1 guarded = (request, node, a, b, c) -> {
            try {
                operation.run(request, node, a, b, c);
            } catch (ErrnoException | RuntimeException | Error e) {
                fail(request, slot, e);
            }
        };
        table.put(slot, Shapes.Node1Int1.class, guarded);
    }

    void nodeInt1(Slot slot, OnNode2 operation) {
        Shapes.NodeInt1 guarded = (request, node, a, b) -> {
            try {
                operation.run(request, node, a, b);
            } catch (ErrnoException | RuntimeException | Error e) {
                fail(request, slot, e);
            }
        };
        table.put(slot, Shapes.NodeInt1.class, guarded);
    }

    void node2Int(Slot slot, OnNode3 operation) {
        Shapes.Node2Int guarded = (request, node, a, b, c) -> {
            try {
                operation.run(request, node, a, b, c);
            } catch (ErrnoException | RuntimeException | Error e) {
                fail(request, slot, e);
            }
        };
        table.put(slot, Shapes.Node2Int.class, guarded);
    }

    void node3Int(Slot slot, OnNode4 operation) {
        Shapes.Node3Int guarded = (request, node, a, b, c, d) -> {
            try {
                operation.run(request, node, a, b, c, d);
            } catch (ErrnoException | RuntimeException | Error e) {
                fail(request, slot, e);
            }
        };
        table.put(slot, Shapes.Node3Int.class, guarded);
    }

    void nodeInt3(Slot slot, OnNode4 operation) {
        Shapes.NodeInt3 guarded = (request, node, a, b, c, d) -> {
            try {
                operation.run(request, node, a, b, c, d);
            } catch (ErrnoException | RuntimeException | Error e) {
                fail(request, slot, e);
            }
        };
        table.put(slot, Shapes.NodeInt3.class, guarded);
    }

    private void fail(long request, Slot slot, Throwable fault) {
        fuse.fuse_reply_err(request, errno(fault, "operation", slot));
    }

    /**
     * The error to answer. ENOSYS of a layer becomes EOPNOTSUPP: the kernel takes ENOSYS for the mount's and never asks again, also after a swap to a layer that can.
     */
    int errno(Throwable fault, String what, Object operation) {
        if (fault instanceof ErrnoException known) {
            return (known.errno() == Errno.ENOSYS ? Errno.EOPNOTSUPP : known.errno()).number();
        }
        long now = System.nanoTime();
        long until = quietUntil.get();
        if (now - until >= 0 && quietUntil.compareAndSet(until, now + INTERVAL)) {
            LOG.error("{} {} failed unexpectedly, answered EIO", what, operation, fault);
        }
        return Errno.EIO.number();
    }
}
