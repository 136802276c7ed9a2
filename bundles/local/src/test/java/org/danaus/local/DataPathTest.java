package org.danaus.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.danaus.libservice.Attributes;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Name;
import org.danaus.libservice.Node;
import org.danaus.libservice.OpenFile;
import org.danaus.libservice.Walk;
import org.danaus.posix.Scratch;
import org.junit.jupiter.api.Test;

/** What the operations of the data path leave behind on the heap: nothing. Prints what they take, for people. */
class DataPathTest extends LocalFixture {
    private static final int WARM_UP = 30_000;
    private static final int CALLS = 100_000;
    /** What measuring itself and the compiler's last traces may leave, spread over all calls. */
    private static final double TOLERANCE = 0.5;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void shouldLeaveNoGarbage() throws Exception {
        OpenFile file = create("file");
        ByteBuffer page = ByteBuffer.allocateDirect(4096);
        file.write(ROOT, 0, page);
        Attributes result = new Attributes();
        Node node = file.node();
        Name name = Name.of("file");
        Name absent = Name.of("absent");
        Node below = mkdir(mkdir(mkdir(root, "a"), "b"), "c");
        byte[] path = "a/b/c".getBytes(StandardCharsets.UTF_8);
        Walk walk = new Walk();
        measure("lookup", () -> local.lookup(ROOT, root, name, result));
        measure("lookup absent", () -> local.lookup(ROOT, root, absent, result));
        measure("walk of 3", () -> local.walk(ROOT, root, path, 0, path.length, walk));
        measure("getattr", () -> local.getattr(ROOT, node, result));
        measure("getattr of a directory", () -> local.getattr(ROOT, below, result));
        measure("read 4K", () -> file.read(ROOT, 0, page.clear()));
        measure("write 4K", () -> file.write(ROOT, 0, page.clear()));
        measure("append 1", () -> file.append(ROOT, page.limit(1).position(0)));
        file.close();
    }

    @Test
    void shouldLeaveNoGarbageWhenItOpensAgain() throws Exception {
        Node node = mkdir(root, "a");
        LocalTree tree = new LocalTree(HostDirectory.open(host.directory().toString(), false), 16);
        LocalNode same = tree.find(tree.root(), Scratch.get().first.put("a"), attributes);
        Attributes result = new Attributes();
        double bytes = measureBytes("getattr, closed before", () -> {
            tree.forget(same);
            tree.getattr(same, result);
        });
        // The descriptor's own object, and nothing else.
        assertThat(bytes).isLessThanOrEqualTo(48);
        tree.close();
        assertThat(getattr(node).isDirectory()).isTrue();
    }

    private void measure(String what, Call call) throws ErrnoException {
        assertThat(measureBytes(what, call))
                .as("bytes of garbage each %s", what)
                .isLessThan(TOLERANCE);
    }

    private double measureBytes(String what, Call call) throws ErrnoException {
        long id = Thread.currentThread().getId();
        run(call, WARM_UP);
        long allocated = threads.getThreadAllocatedBytes(id);
        long start = System.nanoTime();
        run(call, CALLS);
        long nanos = System.nanoTime() - start;
        double bytes = (double) (threads.getThreadAllocatedBytes(id) - allocated) / CALLS;
        System.out.printf("%-24s %6d ns %6.2f B%n", what, nanos / CALLS, bytes);
        return bytes;
    }

    private static void run(Call call, int times) throws ErrnoException {
        for (int i = 0; i < times; i++) {
            call.run();
        }
    }

    private interface Call {
        void run() throws ErrnoException;
    }
}
