package org.danaus.shell;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.danaus.libservice.CompositionException;
import org.danaus.service.TenantTable;

/** Tenants that are forgotten. */
public final class MemoryTenants implements TenantTable {
    private final Map<String, Tenant> tenants = new TreeMap<>();

    @Override
    public Collection<Tenant> tenants() {
        return tenants.values();
    }

    @Override
    public Optional<Tenant> find(String name) {
        return Optional.ofNullable(tenants.get(name));
    }

    @Override
    public Tenant create(String name) throws CompositionException {
        if (tenants.containsKey(name)) {
            throw new CompositionException("tenant " + name + " is there already");
        }
        Tenant tenant = new Tenant(name, "2026-01-01T00:00:00Z");
        tenants.put(name, tenant);
        return tenant;
    }

    @Override
    public void delete(String name) throws CompositionException {
        if (tenants.remove(name) == null) {
            throw new CompositionException("there is no tenant " + name);
        }
    }
}
