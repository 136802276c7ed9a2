package org.danaus.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.danaus.itests.LoadClient.Report;
import org.danaus.libservice.CompositionException;
import org.danaus.service.Filesystem;
import org.danaus.service.FilesystemSpec;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;

/** A libservice of one's own is dropped into the watched directory, put into a mounted, busy filesystem, and taken out again. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class DropInIT extends FilesystemScenario {

    private static final String WATCHED = "felix.fileinstall.dir";
    private static final String EXAMPLE = "org.danaus.examples.trace";

    @Override
    @Configuration
    public Option[] node() {
        try {
            Path watched = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "watched");
            return new Option[] {
                Distribution.inFramework(),
                CoreOptions.bundle(jar("org.apache.felix.fileinstall").toUri().toString()),
                frameworkProperty(WATCHED).value(watched.toString()),
                frameworkProperty("felix.fileinstall.poll").value("100"),
                frameworkProperty("felix.fileinstall.noInitialDelay").value("true"),
                frameworkProperty("felix.fileinstall.tmpdir").value(watched + "-tmp")
            };
        } catch (IOException unwritable) {
            throw new AssertionError(unwritable);
        }
    }

    @Test
    public void shouldTraceABusyFilesystemForAWhile() throws Exception {
        LoadClient.prepare(scene.backing().resolve("load"));
        Path log = scene.file("access.log");
        Path dropped = Path.of(context.getProperty(WATCHED)).resolve("trace.jar");
        Filesystem filesystem = table.apply(mounted(local()));
        Report report;
        try (LoadClient load = LoadClient.start(scene.mount())) {
            drop(dropped);
            load.tick();
            Until.holds("the layer can be put in", () -> isApplied(mounted("trace,file=" + log, local())));
            assertEquals(List.of("trace", "local"), names(filesystem));
            for (String operation : List.of("lookup", "create", "read", "write", "rename", "unlink", "setattr")) {
                load.tick();
                Until.holds(operation + " is logged", () -> logs(log, operation));
            }
            load.tick();
            table.apply(mounted(local()));
            assertEquals(List.of("local"), names(filesystem));
            long end = Files.size(log);
            Files.delete(dropped);
            Until.holds("the bundle is gone", () -> Arrays.stream(context.getBundles())
                    .noneMatch(bundle -> EXAMPLE.equals(bundle.getSymbolicName())));
            load.tick();
            assertEquals("nothing is logged any more", end, Files.size(log));
            report = load.stop();
        }
        assertEquals(Filesystem.State.ACTIVE, filesystem.state());
        assertEquals(List.of(), report.failures());
        table.delete(NAME);
        assertFalse(scene.isMounted());
        assertEquals(report.files(), Scene.hashes(scene.backing().resolve("load"), report.files()));
        assertTrue(
                Files.readAllLines(log).get(0), Files.readAllLines(log).get(0).contains("uid:"));
    }

    /** As a person would: written beside, then moved into place, so that no half of it is seen. */
    private static void drop(Path place) throws IOException {
        Path beside = Files.createTempFile(Path.of("target").toAbsolutePath(), "trace", ".part");
        Files.copy(Path.of(System.getProperty("danaus.example")), beside, StandardCopyOption.REPLACE_EXISTING);
        Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE);
    }

    private boolean isApplied(FilesystemSpec spec) {
        try {
            table.apply(spec);
            return true;
        } catch (CompositionException e) {
            assertTrue(e.getMessage(), e.getMessage().contains("no bundle provides libservice 'trace'"));
            return false;
        }
    }

    private static List<String> names(Filesystem filesystem) {
        return filesystem.layers().stream().map(layer -> layer.spec().name()).toList();
    }

    private static boolean logs(Path log, String operation) throws IOException {
        if (!Files.exists(log)) {
            return false;
        }
        try (Stream<String> lines = Files.lines(log)) {
            return lines.anyMatch(line -> line.contains("] " + operation + " ("));
        }
    }
}
