package org.danaus.itests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Runs inside the platform under test: leaves the file {@code stopped} in the state directory when it is stopped. */
public final class StopRecorder implements BundleActivator {

    @Override
    public void start(BundleContext context) throws IOException {
        Files.createFile(inState(context, "started"));
    }

    @Override
    public void stop(BundleContext context) throws IOException {
        Files.createFile(inState(context, "stopped"));
    }

    private static Path inState(BundleContext context, String name) {
        return Path.of(context.getProperty("danaus.state"), name);
    }
}
