package org.danaus.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.time.Duration;
import org.danaus.service.Filesystem;
import org.danaus.service.FilesystemSpec;
import org.junit.After;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** Providers leave a mounted filesystem without a successor, and return. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class SuspensionIT extends FilesystemScenario {

    private static final String UNION = "org.danaus.union";
    private static final String LOCAL = "org.danaus.local";

    /** Holds a file open by name, and one that it has deleted, and reads both when told to. */
    private static final String HOLDER = "import os, sys\n"
            + "os.chdir(sys.argv[1])\n"
            + "named = os.open('named', os.O_RDWR)\n"
            + "gone = os.open('gone', os.O_RDWR | os.O_CREAT)\n"
            + "os.write(gone, b'deleted')\n"
            + "os.unlink('gone')\n"
            + "print('ready', flush=True)\n"
            + "for line in sys.stdin:\n"
            + "    for fd in (named, gone):\n"
            + "        os.posix_fadvise(fd, 0, 0, os.POSIX_FADV_DONTNEED)\n"
            + "        try:\n"
            + "            text = os.pread(fd, 100, 0).decode()\n"
            + "        except OSError as error:\n"
            + "            text = error.strerror\n"
            + "        print(line.strip() + ':' + text, flush=True)\n";

    private Filesystem compose(Duration swapTimeout) throws Exception {
        Files.createDirectories(scene.backing().resolve("lower"));
        Files.createDirectories(scene.backing().resolve("upper"));
        Files.writeString(scene.backing().resolve("lower/named"), "lower");
        FilesystemSpec spec = mounted("union,branch=/upper:rw,branch=/lower:ro", local());
        return table.apply(within(swapTimeout, Duration.ofSeconds(10), spec));
    }

    @After
    public void startProviders() throws BundleException {
        bundle(LOCAL).start();
        bundle(UNION).start();
    }

    @Test
    public void shouldHoldOperationsUntilTheProviderReturns() throws Exception {
        Filesystem filesystem = compose(Duration.ofSeconds(60));
        bundle(UNION).stop();
        assertEquals(Filesystem.State.SUSPENDED, filesystem.state());
        assertTrue(filesystem.reason(), filesystem.reason().contains("libservice 'union'"));
        assertTrue("the mount stays", scene.isMounted());
        try (Command waiting = Command.start("cat", scene.mount() + "/named")) {
            waiting.awaitHeldUp();
            bundle(UNION).start();
            assertEquals("0: lower", waiting.result());
        }
        assertEquals(Filesystem.State.ACTIVE, filesystem.state());
        assertEquals("", filesystem.reason());
    }

    @Test
    public void shouldAnswerEioPastTheSwapTimeoutAndResumeLater() throws Exception {
        Filesystem filesystem = compose(Duration.ofMillis(200));
        try (Command holder =
                Command.start("python3", "-c", HOLDER, scene.mount().toString())) {
            holder.awaitOutput("ready");
            bundle(UNION).stop();
            holder.type("away");
            holder.awaitOutput("away:Input/output error\naway:Input/output error");
            bundle(UNION).start();
            assertEquals(Filesystem.State.ACTIVE, filesystem.state());
            holder.type("back");
            holder.awaitOutput("back:lower\nback:deleted");
        }
    }

    @Test
    public void shouldResumeWhenAllItsProvidersLeftOneAfterTheOther() throws Exception {
        Filesystem filesystem = compose(Duration.ofSeconds(60));
        try (Command holder =
                Command.start("python3", "-c", HOLDER, scene.mount().toString())) {
            holder.awaitOutput("ready");
            bundle(UNION).stop();
            bundle(LOCAL).stop();
            assertEquals(Filesystem.State.SUSPENDED, filesystem.state());
            assertTrue(filesystem.layers().isEmpty());
            bundle(LOCAL).start();
            assertEquals(Filesystem.State.SUSPENDED, filesystem.state());
            bundle(UNION).start();
            assertEquals(filesystem.reason(), Filesystem.State.ACTIVE, filesystem.state());
            holder.type("back");
            holder.awaitOutput("back:lower\nback:deleted");
        }
        assertEquals("0: named", Command.run("ls", scene.mount().toString()));
    }

    @Test
    public void shouldResumeWhenItsLowestProviderLeavesAndReturns() throws Exception {
        Filesystem filesystem = compose(Duration.ofSeconds(60));
        try (Command holder =
                Command.start("python3", "-c", HOLDER, scene.mount().toString())) {
            holder.awaitOutput("ready");
            bundle(LOCAL).stop();
            assertEquals(Filesystem.State.SUSPENDED, filesystem.state());
            bundle(LOCAL).start();
            assertEquals(filesystem.reason(), Filesystem.State.ACTIVE, filesystem.state());
            holder.type("back");
            holder.awaitOutput("back:lower\nback:deleted");
        }
    }

    @Test
    public void shouldEndASuspendedFilesystemAtOnce() throws Exception {
        compose(Duration.ofSeconds(60));
        bundle(UNION).stop();
        try (Command waiting = Command.start("cat", scene.mount() + "/named")) {
            waiting.awaitHeldUp();
            long start = System.nanoTime();
            table.delete(NAME);
            assertTrue("took " + (System.nanoTime() - start), System.nanoTime() - start < 10_000_000_000L);
            assertFalse(scene.isMounted());
            assertTrue(waiting.result(), waiting.result().startsWith("1: "));
        }
    }

    @Test
    public void shouldSuspendAFilesystemBeforeThoseThatItUses() throws Exception {
        FilesystemSpec lower = FilesystemSpec.of(
                new org.danaus.service.FilesystemName("acme", "lower"),
                mounted("local,directory="
                                + Files.createDirectories(scene.backing().resolve("lower")))
                        .layers());
        Files.writeString(scene.backing().resolve("lower/named"), "lower");
        Files.createDirectories(scene.backing().resolve("own/upper"));
        Filesystem below = table.apply(lower);
        Filesystem above = table.apply(mounted(
                "union,branch=/upper:rw,branch=@lower:ro",
                "local,directory=" + scene.backing().resolve("own")));
        try (Command holder =
                Command.start("python3", "-c", HOLDER, scene.mount().toString())) {
            holder.awaitOutput("ready");
            Bundle local = bundle(LOCAL);
            local.stop();
            assertEquals(Filesystem.State.SUSPENDED, above.state());
            assertEquals(Filesystem.State.SUSPENDED, below.state());
            local.start();
            assertEquals(below.reason(), Filesystem.State.ACTIVE, below.state());
            assertEquals(above.reason(), Filesystem.State.ACTIVE, above.state());
            holder.type("back");
            holder.awaitOutput("back:lower\nback:deleted");
        }
        table.delete(NAME);
    }
}
