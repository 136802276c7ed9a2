package org.danaus.launcher;

import java.io.PrintStream;
import org.osgi.framework.Bundle;
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
        Bundle bundle = event.getBundle();
        String name = bundle.getSymbolicName() == null ? bundle.getLocation() : bundle.getSymbolicName();
        boolean active = bundle.getState() == Bundle.ACTIVE;
        out.println("bundle " + name + (active ? " failed: " : " did not start: ") + OneLine.of(event.getThrowable()));
    }
}
