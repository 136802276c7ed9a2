package org.danaus.service.core.composition;

import java.util.Comparator;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.danaus.libservice.LibserviceFactory;

/** The factories that are there. Safe for all threads. */
public final class Providers {
    private final CopyOnWriteArrayList<Provider> providers = new CopyOnWriteArrayList<>();

    /** One has come. */
    public void add(Provider provider) {
        providers.add(provider);
    }

    /** One is leaving. @return it, or null if it was not known */
    public Provider remove(LibserviceFactory factory) {
        for (Provider provider : providers) {
            if (provider.factory() == factory && providers.remove(provider)) {
                return provider;
            }
        }
        return null;
    }

    /** The best of a type: highest ranking, then the oldest. */
    public Optional<Provider> best(String type) {
        return providers.stream()
                .filter(provider -> provider.type().equals(type))
                .max(Comparator.comparing(Provider::reference));
    }

    /** Whether it has not left. */
    public boolean has(Provider provider) {
        return providers.contains(provider);
    }

    /** All types that are there. */
    public SortedSet<String> types() {
        SortedSet<String> types = new TreeSet<>();
        providers.forEach(provider -> types.add(provider.type()));
        return types;
    }
}
