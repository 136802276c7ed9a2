package org.danaus.launcher;

import java.util.Dictionary;
import java.util.Hashtable;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;

/**
 * The shell's {@code exit}: stops the framework in good order and gives the process its exit status. Public for the
 * shell, which finds commands by reflection and calls them on the threads of its sessions.
 */
public final class ExitCommand {

    private final Framework framework;
    private volatile int status;

    ExitCommand(Framework framework) {
        this.framework = framework;
    }

    /** Registers the command {@code danaus:exit} in the framework, which has been initialised. */
    void register() {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("osgi.command.scope", "danaus");
        properties.put("osgi.command.function", new String[] {"exit"});
        framework.getBundleContext().registerService(ExitCommand.class, this, properties);
    }

    /** What the last {@code exit} said; 0 if there was none. */
    int status() {
        return status;
    }

    /**
     * Ends the platform with status 0.
     *
     * @throws BundleException if the framework does not stop
     */
    public void exit() throws BundleException {
        exit(0);
    }

    /**
     * Ends the platform. Returns at once; the framework stops on a thread of its own.
     *
     * @param exitStatus of the process, 0 to 255
     * @throws BundleException if the framework does not stop
     */
    public void exit(int exitStatus) throws BundleException {
        status = exitStatus;
        framework.stop();
    }
}
