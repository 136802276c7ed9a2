package org.danaus.service;

import java.util.Collection;
import java.util.Optional;
import org.danaus.libservice.CompositionException;
import org.osgi.annotation.versioning.ProviderType;

/** The tenants of this host. An OSGi service of the engine; safe for all threads; changes last over restarts. */
@ProviderType
public interface TenantTable {
    /** All, in order of their names. */
    Collection<Tenant> tenants();

    /** One of them. */
    Optional<Tenant> find(String name);

    /** Makes a tenant. @throws CompositionException if the name is taken or no word of a to z, 0 to 9, {@code . _ -} */
    Tenant create(String name) throws CompositionException;

    /** Forgets a tenant. @throws CompositionException if there is none, or it still has filesystems */
    void delete(String name) throws CompositionException;

    /**
     * A tenant.
     *
     * @param name unique on the host
     * @param created when, ISO 8601 in UTC
     */
    record Tenant(String name, String created) {}
}
