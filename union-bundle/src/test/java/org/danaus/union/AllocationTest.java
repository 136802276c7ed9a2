package org.danaus.union;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.danaus.libservice.Attributes;
import org.danaus.libservice.Caller;
import org.danaus.libservice.Name;
import org.danaus.libservice.Node;
import org.danaus.libservice.OpenFile;
import org.danaus.libservice.OpenFlags;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What runs for every request leaves no garbage. */
class AllocationTest {
    private static final int CALLS = 20_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Attributes attributes = new Attributes();
    private final Name name = Name.of("file");
    private Tree union;

    private interface Call {
        void run() throws Exception;
    }

    @BeforeEach
    void makeUnion() throws Exception {
        MemoryLayer disk = new MemoryLayer();
        new Tree(disk).mkdir("top").mkdir("bottom").mkdir("bottom/dir").file("bottom/dir/file", "lower");
        union = new Tree(Unions.open(disk, "overlay", "top:rw", "bottom:ro"));
    }

    @Test
    void shouldReadAndWriteWithoutGarbage() throws Exception {
        OpenFile file = union.open("dir/file", OpenFlags.RDWR);
        ByteBuffer buffer = ByteBuffer.allocateDirect(3);
        assertThat(bytes(() -> file.read(Caller.SERVICE, 0, buffer.clear()))).isLessThan(1);
    }

    @Test
    void shouldGetAttributesWithoutGarbage() throws Exception {
        Node file = union.get("dir/file");
        Node directory = union.get("dir");
        assertThat(bytes(() -> union.layer.getattr(Caller.SERVICE, file, attributes)))
                .isLessThan(1);
        assertThat(bytes(() -> union.layer.getattr(Caller.SERVICE, directory, attributes)))
                .isLessThan(1);
    }

    @Test
    void shouldFindKnownFilesWithoutGarbage() throws Exception {
        Node directory = union.get("dir");
        Node file = union.get("dir/file");
        assertThat(bytes(() -> union.layer.lookup(Caller.SERVICE, directory, name, attributes)))
                .isLessThan(1);
        assertThat(file).isNotNull();
    }

    /** Bytes a call, once the code is compiled. */
    private static double bytes(Call call) throws Exception {
        double best = Double.MAX_VALUE;
        for (int round = 0; round < 100 && best > 0; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < CALLS; i++) {
                call.run();
            }
            best = Math.min(best, (double) (THREADS.getCurrentThreadAllocatedBytes() - before) / CALLS);
        }
        return best;
    }
}
