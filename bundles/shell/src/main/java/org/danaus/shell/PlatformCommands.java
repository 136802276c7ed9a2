package org.danaus.shell;

import java.util.ArrayList;
import java.util.List;
import org.danaus.libservice.CompositionException;
import org.danaus.service.Filesystem;
import org.danaus.service.FilesystemTable;
import org.danaus.shell.draw.Line;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExitCodeGenerator;

/** Commands on the platform as a whole. */
@Component(
        service = PlatformCommands.class,
        property = {"osgi.command.scope=danaus", "osgi.command.function=version", "osgi.command.function=health"})
public final class PlatformCommands {
    private final BundleContext context;

    /** Missing if the filesystem service is not there. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    volatile FilesystemTable filesystems;

    /** On the platform of that framework. */
    @Activate
    public PlatformCommands(BundleContext context) {
        this.context = context;
    }

    /** {@code danaus:version}. */
    @Command(description = "Tells the versions of what runs.")
    public Version version() {
        Bundle framework = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
        return new Version(
                context.getBundle().getVersion().toString(),
                framework.getSymbolicName() + " " + framework.getVersion(),
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"));
    }

    /** {@code danaus:health}. */
    @Command(
            description =
                    "Tells in one line whether all is well; exit status 0 if it is, 1 for a warning, 2 for an error.")
    public Health health() throws CompositionException {
        List<String> warnings = new ArrayList<>();
        List<String> errors = new ArrayList<>();
        for (Bundle bundle : context.getBundles()) {
            if (!isFragment(bundle) && (bundle.getState() & (Bundle.INSTALLED | Bundle.RESOLVED)) != 0) {
                warnings.add("bundle " + bundle.getSymbolicName() + " does not run (start " + bundle.getBundleId()
                        + " tells why)");
            }
        }
        FilesystemTable table = filesystems;
        if (table == null) {
            errors.add("there is no filesystem service (danaus.log tells why)");
        } else {
            for (Filesystem filesystem : table.filesystems()) {
                judge(filesystem, warnings, errors);
            }
        }
        return new Health(warnings, errors);
    }

    private static void judge(Filesystem filesystem, List<String> warnings, List<String> errors) {
        String reason = filesystem.spec().name() + ": " + filesystem.reason();
        switch (filesystem.state()) {
            case ACTIVE -> {
                if (filesystem.spec().mountPoint().isPresent()
                        && filesystem.mountPoint().isEmpty()) {
                    warnings.add(filesystem.spec().name() + ": not mounted at "
                            + filesystem.spec().mountPoint().get() + " (fs:mount tries again)");
                }
            }
            case WAITING -> warnings.add(reason);
            case SUSPENDED, FAILED -> errors.add(reason);
            default -> throw new IllegalStateException("unknown state " + filesystem.state());
        }
    }

    private static boolean isFragment(Bundle bundle) {
        return bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null;
    }

    /** Versions of what runs. */
    record Version(String danaus, String framework, String java, String system) {}

    /** Whether all is well, and what is not. */
    record Health(String status, List<String> reasons) implements Line, IExitCodeGenerator {
        Health(List<String> warnings, List<String> errors) {
            this(
                    !errors.isEmpty() ? "ERROR" : warnings.isEmpty() ? "OK" : "WARN",
                    java.util.stream.Stream.concat(errors.stream(), warnings.stream())
                            .toList());
        }

        @Override
        public String line() {
            return (status + " " + String.join("; ", reasons)).strip();
        }

        @Override
        public int getExitCode() {
            return List.of("OK", "WARN", "ERROR").indexOf(status);
        }
    }
}
