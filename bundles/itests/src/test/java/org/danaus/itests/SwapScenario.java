package org.danaus.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.danaus.itests.LoadClient.Report;
import org.danaus.libservice.CompositionException;
import org.danaus.service.Filesystem;
import org.danaus.service.FilesystemSpec;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** A layer of a mounted, busy filesystem is replaced again and again, in every way there is. */
public abstract class SwapScenario extends FilesystemScenario {

    private static final int SWAPS = 200;
    private static final int SWAPS_ON_SECOND_JDK = 30;
    private static final int SWAPS_AT_LENGTH = 2_000;
    private static final int FIRST_JDK = 17;
    private static final String RIVAL = "rival";

    private Filesystem filesystem;
    private Bundle rival;

    /** Symbolic name of the bundle whose layer is swapped. */
    abstract String provider();

    /** Name of that layer. */
    abstract String layer();

    /** The filesystem's layers, with a harmless option of that layer at one of two values. */
    abstract String[] layers(boolean changed);

    /** Where the load's directory lies in the backing directory in the end. */
    abstract Path loadInBacking();

    /** Makes what must lie in the backing directory before the filesystem is composed. @return where the load's directory lies then */
    abstract Path prepareBacking() throws IOException;

    private static int swaps() {
        if (Boolean.getBoolean("danaus.test.all")) {
            return SWAPS_AT_LENGTH;
        }
        return Runtime.version().feature() == FIRST_JDK ? SWAPS : SWAPS_ON_SECOND_JDK;
    }

    /** To be called by the test, which must be a method of the class that runs: Pax Exam mixes inherited ones up. */
    final void swapUnderLoad() throws Exception {
        LoadClient.prepare(prepareBacking());
        filesystem = table.apply(spec(false));
        Report report;
        long start = System.nanoTime();
        int swaps = swaps();
        try (LoadClient load = LoadClient.start(scene.mount())) {
            for (int i = 0; i < swaps; i++) {
                load.tick();
                swap(i);
                assertEquals(filesystem.reason(), Filesystem.State.ACTIVE, filesystem.state());
            }
            report = load.stop();
        }
        System.out.printf(
                "%s: %d swaps in %.1f s, %d operations, longest %.0f ms%n",
                getClass().getSimpleName(),
                swaps,
                (System.nanoTime() - start) / 1e9,
                report.operations(),
                report.longestMillis());
        assertEquals(List.of(), report.failures());
        assertTrue(
                "every worker has worked: " + report.workers(),
                report.workers().values().stream().allMatch(n -> n > 0));
        table.delete(NAME);
        assertFalse("still mounted", scene.isMounted());
        assertEquals(report.files(), Scene.hashes(loadInBacking(), report.files()));
    }

    private FilesystemSpec spec(boolean changed) throws CompositionException {
        return mounted(layers(changed));
    }

    private void swap(int i) throws CompositionException, BundleException, IOException {
        switch (i % 10) {
            case 1 -> table.apply(spec(i % 20 == 1));
            case 3 -> moveToRival();
            case 5 -> returnFromRival();
            case 7 -> update();
            case 9 -> stopAndStart();
            default -> filesystem.rebuild(layer());
        }
    }

    private void moveToRival() throws IOException, BundleException, CompositionException {
        Path jar = scene.file(RIVAL + ".jar");
        if (!Files.exists(jar)) {
            BundleJar.writeRival(jar(provider()), jar, RIVAL);
        }
        rival = install(jar);
        filesystem.rebuild(layer());
        assertEquals(RIVAL, providerOfLayer());
    }

    private void returnFromRival() throws BundleException {
        rival.uninstall();
        assertEquals(provider(), providerOfLayer());
    }

    private void update() throws IOException, BundleException {
        Bundle bundle = bundle(provider());
        try (InputStream jar = Files.newInputStream(jar(provider()))) {
            bundle.update(jar);
        }
        assertEquals(Bundle.ACTIVE, bundle.getState());
    }

    private void stopAndStart() throws BundleException {
        Bundle bundle = bundle(provider());
        bundle.stop();
        assertEquals(Filesystem.State.SUSPENDED, filesystem.state());
        bundle.start();
    }

    private String providerOfLayer() {
        return filesystem.layers().stream()
                .filter(layer -> layer.spec().name().equals(layer()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("layer " + layer() + " is gone"))
                .provider()
                .split(" ")[0];
    }
}
