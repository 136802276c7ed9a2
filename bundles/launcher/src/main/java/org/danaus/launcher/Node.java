package org.danaus.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.startlevel.BundleStartLevel;

/**
 * One framework and its run bundles. Started and awaited on the main thread; stopped from inside, or by the shutdown
 * hook, so that mounts go however the process ends (short of SIGKILL).
 */
final class Node {

    private static final long STOP_TIMEOUT_MILLIS = TimeUnit.SECONDS.toMillis(10);

    private final Settings settings;
    private final Framework framework;
    private final ExitCommand exit;
    private final CountDownLatch started = new CountDownLatch(1);
    /** Set by the shutdown hook, read by the main thread, which then begins nothing more. */
    private volatile boolean stopping;

    Node(Settings settings) throws StateException {
        this.settings = settings;
        FrameworkFactory factory = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow(() -> new StateException("there is no OSGi framework on the class path of launcher.jar;"
                        + " build the distribution anew with ./danaus build"));
        this.framework = factory.newFramework(settings.framework());
        this.exit = new ExitCommand(framework);
    }

    /**
     * Installs the bundles and starts them by start level. A bundle that cannot be installed or started costs one line
     * on the standard error stream; the others go on.
     *
     * @throws BundleException if the framework itself does not start
     */
    void start(List<Path> jars) throws BundleException {
        // Libraries in bundles look for their parts through the thread's class loader; without one, through their own.
        Thread.currentThread().setContextClassLoader(null);
        framework.init();
        framework.getBundleContext().addFrameworkListener(new StartReport(System.err));
        exit.register();
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "danaus-shutdown"));
        try {
            for (Path jar : jars) {
                if (!stopping) {
                    install(jar);
                }
            }
            if (!stopping) {
                framework.start();
            }
        } finally {
            started.countDown();
        }
    }

    private void install(Path jar) {
        try {
            Bundle bundle =
                    framework.getBundleContext().installBundle(jar.toUri().toString());
            if (!settings.wants(bundle.getSymbolicName())) {
                bundle.uninstall();
                return;
            }
            bundle.adapt(BundleStartLevel.class).setStartLevel(settings.startLevel(bundle.getSymbolicName()));
            if (bundle.getHeaders().get("Fragment-Host") == null) {
                bundle.start(Bundle.START_ACTIVATION_POLICY);
            }
        } catch (BundleException unusable) {
            System.err.println("bundle " + jar.getFileName() + " was not installed: " + OneLine.of(unusable));
        }
    }

    /**
     * Waits until the framework has stopped for good (an update of the framework starts it again).
     *
     * @return the exit status the shell asked for, or 0
     */
    int awaitStop() throws InterruptedException {
        int type;
        do {
            type = framework.waitForStop(0).getType();
        } while (type == FrameworkEvent.STOPPED_UPDATE || type == FrameworkEvent.STOPPED_SYSTEM_REFRESHED);
        return exit.status();
    }

    private void stop() {
        try {
            // A framework that is stopped while it starts would start once more.
            stopping = true;
            boolean settled = started.await(STOP_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
            framework.stop();
            FrameworkEvent end = framework.waitForStop(STOP_TIMEOUT_MILLIS);
            if (!settled || end.getType() == FrameworkEvent.WAIT_TIMEDOUT) {
                System.err.println("danaus: bundles did not stop within "
                        + TimeUnit.MILLISECONDS.toSeconds(STOP_TIMEOUT_MILLIS) + " s; mounts may be left");
            }
        } catch (BundleException unstoppable) {
            System.err.println("danaus: the framework did not stop: " + OneLine.of(unstoppable));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
