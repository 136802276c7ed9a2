package org.danaus.launcher;

import java.io.PrintStream;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;

/**
 * Writes one line for each bundle that fails. Called by the framework on its own threads, several at once; a line is
 * printed whole.
 */
final class StartReport implements FrameworkListener {

    private final PrintStream out;

    StartReport(PrintStream out) {
        this.out = out;
    }

    @Override
    public void frameworkEvent(FrameworkEvent event) {
        if (event.getType() != FrameworkEvent.ERROR || event.getThrowable() == null) {
            return;
        }
        out.println(nameOf(event.getBundle()) + OneLine.of(event.getThrowable()));
    }

    private static String nameOf(Bundle bundle) {
        if (bundle.getBundleId() == Constants.SYSTEM_BUNDLE_ID) {
            return "framework: ";
        }
        String name = bundle.getSymbolicName() == null ? bundle.getLocation() : bundle.getSymbolicName();
        return "bundle " + name + (bundle.getState() == Bundle.ACTIVE ? " failed: " : " did not start: ");
    }
}
