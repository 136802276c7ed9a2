package org.danaus.shell;

import java.util.List;
import org.danaus.libservice.CompositionException;
import org.danaus.service.TenantTable;
import org.danaus.service.TenantTable.Tenant;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands on tenants. */
@Component(
        service = TenantCommands.class,
        property = {
            "osgi.command.scope=tenant",
            "osgi.command.function=create",
            "osgi.command.function=list",
            "osgi.command.function=delete"
        })
public final class TenantCommands {
    private final TenantTable tenants;

    /** On those of this table. */
    @Activate
    public TenantCommands(@Reference TenantTable tenants) {
        this.tenants = tenants;
    }

    /** {@code tenant:create}. */
    @Command(description = "Makes a tenant.")
    public Tenant create(@Parameters(paramLabel = "NAME", description = "Its name: a-z, 0-9 and . _ -.") String name)
            throws CompositionException {
        return tenants.create(name);
    }

    /** {@code tenant:list}. */
    @Command(description = "Lists the tenants of this host.")
    public List<Tenant> list() {
        return List.copyOf(tenants.tenants());
    }

    /** {@code tenant:delete}. */
    @Command(description = "Forgets a tenant that has no filesystem.")
    public void delete(
            @Parameters(paramLabel = "TENANT", description = "Which.") String name,
            @Option(
                            names = {"-y", "--yes"},
                            description = "Goes on without asking.")
                    boolean yes)
            throws CompositionException {
        tenants.delete(name);
    }
}
