package org.danaus.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.danaus.libservice.CompositionException;
import org.danaus.service.Filesystem;
import org.danaus.service.FilesystemName;
import org.danaus.service.FilesystemTable;
import org.danaus.service.TenantTable;
import org.danaus.state.TenantFile;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * The tenants of this host, kept in {@code tenants.json} of the state directory: a change is on disk before the call
 * returns, or it has not happened.
 */
@Component(service = TenantTable.class)
public final class Tenants implements TenantTable {
    /** Framework or system property: the state directory. */
    static final String STATE = "danaus.state";

    private final TenantFile file;
    private final Clock clock;
    /** When each was created, by name. Never changed, but replaced under this object's lock; read without. */
    private volatile SortedMap<String, String> created;

    /** Whose filesystems keep a tenant; may come and go. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile FilesystemTable filesystems;

    /** Reads what there is. @throws IOException if the file cannot be read, or is not of its form */
    @Activate
    public Tenants(BundleContext context) throws IOException {
        this(stateDirectory(context), Clock.systemUTC());
    }

    Tenants(Path state, Clock clock) throws IOException {
        this.file = new TenantFile(state);
        this.clock = clock;
        this.created = new TreeMap<>(file.read());
    }

    @Override
    public Collection<Tenant> tenants() {
        return created.entrySet().stream().map(Tenants::tenant).toList();
    }

    @Override
    public Optional<Tenant> find(String name) {
        return Optional.ofNullable(created.get(name)).map(time -> new Tenant(name, time));
    }

    @Override
    public synchronized Tenant create(String name) throws CompositionException {
        String word = word(name);
        if (created.containsKey(name)) {
            throw new CompositionException("tenant " + name + " is there already");
        }
        TreeMap<String, String> next = new TreeMap<>(created);
        next.put(word, Instant.now(clock).truncatedTo(ChronoUnit.SECONDS).toString());
        become(next);
        return new Tenant(name, created.get(name));
    }

    @Override
    public synchronized void delete(String name) throws CompositionException {
        if (!created.containsKey(name)) {
            throw new CompositionException("there is no tenant " + name + "; tenant:list shows those there are");
        }
        List<String> left = filesystemsOf(name);
        if (!left.isEmpty()) {
            throw new CompositionException("tenant " + name + " still has "
                    + (left.size() == 1 ? "filesystem " : "filesystems ") + String.join(", ", left)
                    + "; fs:delete removes them");
        }
        TreeMap<String, String> next = new TreeMap<>(created);
        next.remove(name);
        become(next);
    }

    private List<String> filesystemsOf(String tenant) {
        FilesystemTable table = filesystems;
        return table == null
                ? List.of()
                : table.filesystems().stream()
                        .map(Filesystem::spec)
                        .map(spec -> spec.name())
                        .filter(name -> name.tenant().equals(tenant))
                        .map(FilesystemName::toString)
                        .toList();
    }

    private void become(TreeMap<String, String> next) throws CompositionException {
        try {
            file.write(next);
        } catch (IOException e) {
            throw new CompositionException("cannot write the tenants down, nothing is changed: " + e.getMessage(), e);
        }
        created = next;
    }

    /** A tenant's name is the first half of its filesystems' names. */
    private static String word(String name) throws CompositionException {
        try {
            return new FilesystemName(name, "any").tenant();
        } catch (IllegalArgumentException e) {
            throw new CompositionException(e.getMessage(), e);
        }
    }

    private static Tenant tenant(Map.Entry<String, String> entry) {
        return new Tenant(entry.getKey(), entry.getValue());
    }

    private static Path stateDirectory(BundleContext context) {
        String state = context.getProperty(STATE);
        if (state == null) {
            throw new IllegalStateException("the property " + STATE + " does not say where state lives");
        }
        return Path.of(state);
    }
}
