package org.danaus.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotSame;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.time.Duration;
import org.danaus.libservice.CompositionException;
import org.danaus.libservice.Libservice;
import org.danaus.service.Filesystem;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;

/** A swap whose drain cannot end is given up, and the old stack goes on. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class DrainIT extends FilesystemScenario {

    @Test
    public void shouldGoOnWithTheOldStackWhenOperationsDoNotDrain() throws Exception {
        Brake brake = new Brake();
        Brake.offer(context, brake);
        Files.writeString(scene.backing().resolve("one"), "first");
        Files.writeString(scene.backing().resolve("two"), "second");
        Filesystem filesystem =
                table.apply(within(Duration.ofSeconds(30), Duration.ofMillis(300), mounted("brake", local())));
        Libservice before = filesystem.layers().get(1).instance();
        brake.pull();
        try (Command held = Command.start("cat", scene.mount() + "/one")) {
            brake.awaitHeld();
            CompositionException refusal = assertThrows(CompositionException.class, () -> filesystem.rebuild("local"));
            assertTrue(refusal.getMessage(), refusal.getMessage().contains("the old stack goes on"));
            assertTrue(refusal.getMessage(), refusal.getMessage().contains("300 ms"));
            assertEquals(Filesystem.State.ACTIVE, filesystem.state());
            assertSame(before, filesystem.layers().get(1).instance());
            assertTrue("the operation still runs", held.isRunning());
            assertEquals("0: one\ntwo", Command.run("ls", scene.mount().toString()));
            brake.letGo();
            assertEquals("0: first", held.result());
        } finally {
            brake.letGo();
        }
        filesystem.rebuild("local");
        assertNotSame(before, filesystem.layers().get(1).instance());
        assertEquals("0: second", Command.run("cat", scene.mount() + "/two"));
    }
}
