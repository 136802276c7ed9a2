package org.danaus.itests;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.inject.Inject;
import org.danaus.libservice.CompositionException;
import org.danaus.service.Filesystem;
import org.danaus.service.FilesystemName;
import org.danaus.service.FilesystemSpec;
import org.danaus.service.FilesystemTable;
import org.danaus.service.LayerSpec;
import org.junit.After;
import org.junit.Before;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;

/** What tests of filesystems in a framework share: the framework, directories, one filesystem, and the end of all of them. */
public abstract class FilesystemScenario {

    static final FilesystemName NAME = new FilesystemName("acme", "web");

    @Inject
    BundleContext context;

    @Inject
    FilesystemTable table;

    Scene scene;
    private final List<Bundle> installed = new ArrayList<>();

    /** The distribution. */
    @Configuration
    public Option[] node() {
        return new Option[] {Distribution.inFramework()};
    }

    @Before
    public void openScene() throws IOException {
        scene = Scene.open();
    }

    @After
    public void closeScene() throws Exception {
        try {
            for (Filesystem filesystem : table.filesystems()) {
                table.delete(filesystem.spec().name());
            }
            for (Bundle bundle : installed) {
                if (bundle.getState() != Bundle.UNINSTALLED) {
                    bundle.uninstall();
                }
            }
        } finally {
            scene.close();
        }
    }

    /** A filesystem of these layers, mounted. */
    final FilesystemSpec mounted(String... layers) throws CompositionException {
        List<LayerSpec> parsed = new ArrayList<>();
        for (String layer : layers) {
            parsed.add(LayerSpec.parse(layer));
        }
        return new FilesystemSpec(
                NAME,
                parsed,
                Optional.of(scene.mount()),
                Map.of("threads", "4"),
                FilesystemSpec.DEFAULT_SWAP_TIMEOUT,
                Duration.ofSeconds(20));
    }

    /** The same with other time limits. */
    static FilesystemSpec within(Duration swap, Duration drain, FilesystemSpec spec) {
        return new FilesystemSpec(spec.name(), spec.layers(), spec.mountPoint(), spec.mountOptions(), swap, drain);
    }

    /** The layer that serves the backing directory. */
    final String local(String... options) {
        return "local,directory=" + scene.backing() + String.join("", options);
    }

    /** A bundle of the distribution. */
    final Bundle bundle(String symbolicName) {
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getSymbolicName().equals(symbolicName)) {
                return bundle;
            }
        }
        throw new AssertionError("there is no bundle " + symbolicName);
    }

    /** Installs and starts a bundle that goes at the end of the test. */
    final Bundle install(Path jar) throws BundleException {
        Bundle bundle = context.installBundle(jar.toUri().toString());
        installed.add(bundle);
        bundle.start();
        return bundle;
    }

    /** The jar of a bundle of the distribution. */
    static Path jar(String symbolicName) throws IOException {
        for (Path jar : Distribution.bundles()) {
            if (symbolicName.equals(BundleJar.header(jar, Constants.BUNDLE_SYMBOLICNAME))) {
                return jar;
            }
        }
        throw new AssertionError("the distribution holds no bundle " + symbolicName);
    }
}
