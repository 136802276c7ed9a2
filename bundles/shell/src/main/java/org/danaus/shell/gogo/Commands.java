package org.danaus.shell.gogo;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;
import picocli.CommandLine;

/**
 * The commands of all bundles. Each service with Gogo's two properties gets a {@link Command} beside it, registered so that
 * Gogo prefers it; functions that picocli describes become {@link DeclaredCommand}s, others {@link PlainCommand}s. The
 * framework's own shell keeps its commands as they are.
 */
@Component(service = Commands.class, immediate = true)
public final class Commands implements ServiceTrackerCustomizer<Object, List<Commands.Registered>> {
    private static final String FILTER =
            "(&(" + CommandProcessor.COMMAND_SCOPE + "=*)(" + CommandProcessor.COMMAND_FUNCTION + "=*))";
    private static final String FOREIGN = "org.apache.felix.gogo.";

    private final BundleContext context;
    private final Map<String, Command> commands = new ConcurrentSkipListMap<>();
    private final ServiceTracker<Object, List<Commands.Registered>> tracker;

    /** Begins with the commands there are. */
    @Activate
    public Commands(BundleContext context) throws InvalidSyntaxException {
        this.context = context;
        this.tracker = new ServiceTracker<>(context, FrameworkUtil.createFilter(FILTER), this);
        tracker.open();
    }

    /** Leaves Gogo with what it had. */
    @Deactivate
    public void close() {
        tracker.close();
    }

    /** In order of their names. */
    Collection<Command> all() {
        return commands.values();
    }

    /** By {@code scope:function}. */
    Optional<Command> find(String name) {
        return Optional.ofNullable(commands.get(name));
    }

    @Override
    public List<Commands.Registered> addingService(ServiceReference<Object> reference) {
        String provider =
                reference.getBundle() == null ? null : reference.getBundle().getSymbolicName();
        Object service = provider == null || provider.startsWith(FOREIGN) ? null : context.getService(reference);
        if (service == null || service instanceof Function) {
            return null;
        }
        List<Registered> registered = new ArrayList<>();
        String scope = String.valueOf(reference.getProperty(CommandProcessor.COMMAND_SCOPE));
        for (String function : functions(reference)) {
            Command command = command(scope + ":" + function, service, function);
            commands.put(command.name(), command);
            registered.add(new Registered(
                    command, context.registerService(Function.class, command, properties(scope, function))));
        }
        return registered;
    }

    @Override
    public void modifiedService(ServiceReference<Object> reference, List<Commands.Registered> mine) {
        // Gogo, too, keeps what a service said when it came.
    }

    @Override
    public void removedService(ServiceReference<Object> reference, List<Commands.Registered> mine) {
        for (Registered each : mine) {
            commands.remove(each.command().name(), each.command());
            each.registration().unregister();
        }
        context.ungetService(reference);
    }

    private static Command command(String name, Object service, String function) {
        for (Method method : CommandLine.getCommandMethods(service.getClass(), null)) {
            String said = method.getAnnotation(CommandLine.Command.class).name();
            if (function.equals(said) || function.equals(method.getName())) {
                return new DeclaredCommand(name, service, method);
            }
        }
        return new PlainCommand(name, service, function);
    }

    private static Hashtable<String, Object> properties(String scope, String function) {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(CommandProcessor.COMMAND_SCOPE, scope);
        properties.put(CommandProcessor.COMMAND_FUNCTION, function);
        properties.put(Constants.SERVICE_RANKING, Integer.MAX_VALUE);
        return properties;
    }

    private static List<String> functions(ServiceReference<?> reference) {
        Object property = reference.getProperty(CommandProcessor.COMMAND_FUNCTION);
        return property instanceof String[] names ? List.of(names) : List.of(String.valueOf(property));
    }

    /** A command that Gogo has been told of. */
    record Registered(Command command, ServiceRegistration<Function> registration) {}
}
