package org.danaus.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.danaus.libservice.OpenFile;
import org.danaus.libservice.OpenFlags;
import org.junit.jupiter.api.Test;

class AppendTest extends LocalFixture {
    private static final int WRITERS = 6;
    private static final int RECORDS = 2000;
    private static final int RECORD_BYTES = 16;

    @Test
    void shouldOrderAllWritersAndSayWhereEachWrote() throws Exception {
        OpenFile common = create("log");
        Map<Long, String> written = new ConcurrentHashMap<>();
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS + 1);
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            // Half of them on one open file, half on their own.
            OpenFile file =
                    writer % 2 == 0 ? common : local.open(ROOT, common.node(), OpenFlags.WRONLY | OpenFlags.APPEND);
            int number = writer;
            tasks.add(() -> append(file, number, written));
        }
        tasks.add(() -> {
            Host.run(
                    "perl",
                    "-e",
                    "open(F, '>>', $ARGV[0]) or die; for (1..2000) {"
                            + " syswrite(F, sprintf(\"host   %08d\\n\", $_)) }",
                    host.path("log").toString());
            return null;
        });
        for (Future<Void> done : writers.invokeAll(tasks)) {
            done.get(60, TimeUnit.SECONDS);
        }
        writers.shutdown();
        byte[] content = Files.readAllBytes(host.path("log"));
        assertThat(content).hasSize((WRITERS + 1) * RECORDS * RECORD_BYTES);
        assertThat(written).hasSize(WRITERS * RECORDS);
        written.forEach((offset, record) -> assertThat(
                        new String(content, offset.intValue(), RECORD_BYTES, StandardCharsets.US_ASCII))
                .isEqualTo(record));
        common.close();
    }

    private Void append(OpenFile file, int writer, Map<Long, String> written) throws Exception {
        ByteBuffer buffer = ByteBuffer.allocateDirect(RECORD_BYTES);
        for (int i = 0; i < RECORDS; i++) {
            String record = String.format("w%06d%08d%n", writer, i);
            buffer.clear().put(record.getBytes(StandardCharsets.US_ASCII)).flip();
            written.put(file.append(ROOT, buffer), record);
            // Moves the position that appending uses.
            file.seek(ROOT, 0, true);
        }
        return null;
    }
}
