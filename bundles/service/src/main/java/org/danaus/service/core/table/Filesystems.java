package org.danaus.service.core.table;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.danaus.libservice.ChangeListener;
import org.danaus.libservice.CompositionException;
import org.danaus.libservice.Libservice;
import org.danaus.libservice.LibserviceFactory;
import org.danaus.service.Filesystem;
import org.danaus.service.Filesystem.Subscription;
import org.danaus.service.FilesystemName;
import org.danaus.service.FilesystemSpec;
import org.danaus.service.FilesystemTable;
import org.danaus.service.Mounter;
import org.danaus.service.core.composition.Composer;
import org.danaus.service.core.composition.MissingException;
import org.danaus.service.core.composition.Options;
import org.danaus.service.core.composition.Provider;
import org.danaus.service.core.composition.Providers;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.MetaTypeService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The filesystem table. Specs come by {@link #apply} or from Configuration Admin, where they are kept; providers and mounters come and go as services. One change at a time: all of
 * them hold {@link #changing}; readers take no lock.
 */
@Component(
        name = "org.danaus.filesystems",
        service = {FilesystemTable.class, ConfiguredSpecs.Target.class},
        immediate = true,
        configurationPolicy = ConfigurationPolicy.IGNORE)
public final class Filesystems implements FilesystemTable, ConfiguredSpecs.Target, Around.Neighbours {
    private static final Logger LOG = LoggerFactory.getLogger(Filesystems.class);

    private final ReentrantLock changing = new ReentrantLock();
    private final ConcurrentSkipListMap<FilesystemName, HostedFilesystem> hosted = new ConcurrentSkipListMap<>();
    private final Providers providers = new Providers();
    private final Composer composer;
    private final ConfiguredSpecs configured;
    private final Path stateDirectory;
    /** Guarded by {@link #changing}. */
    private Mounter mounter;

    private boolean closed;

    /** Started by the framework; filesystems come with their configurations. */
    @Activate
    public Filesystems(
            BundleContext bundles, @Reference MetaTypeService metatypes, @Reference ConfigurationAdmin configurations) {
        this.composer = new Composer(providers, new Options(metatypes));
        this.configured = new ConfiguredSpecs(configurations);
        String state = bundles.getProperty("danaus.state");
        this.stateDirectory =
                Path.of(state == null ? "danaus-state" : state, "filesystems").toAbsolutePath();
    }

    @Deactivate
    void deactivate() {
        changing.lock();
        try {
            closed = true;
            usersFirst().forEach(HostedFilesystem::close);
            hosted.clear();
        } finally {
            changing.unlock();
        }
    }

    @Override
    public Collection<Filesystem> filesystems() {
        return List.copyOf(hosted.values());
    }

    @Override
    public Optional<Filesystem> find(FilesystemName name) {
        return Optional.ofNullable(hosted.get(name));
    }

    @Override
    public Filesystem apply(FilesystemSpec spec) throws CompositionException {
        changing.lock();
        try {
            HostedFilesystem known = hosted.get(spec.name());
            HostedFilesystem filesystem = known == null ? create(spec) : known;
            FilesystemSpec before = filesystem.spec();
            boolean ran = filesystem.state() == Filesystem.State.ACTIVE;
            try {
                filesystem.become(spec, Set.of());
                filesystem.mountAsAsked(mounter);
                configured.keep(spec);
            } catch (CompositionException | RuntimeException e) {
                undo(filesystem, known == null, ran, before);
                throw e;
            }
            hosted.put(spec.name(), filesystem);
            reconcile();
            return filesystem;
        } finally {
            changing.unlock();
        }
    }

    private void undo(HostedFilesystem filesystem, boolean isNew, boolean ran, FilesystemSpec before) {
        if (isNew) {
            filesystem.close();
        } else if (ran && !filesystem.spec().equals(before)) {
            try {
                filesystem.become(before, Set.of());
                filesystem.mountAsAsked(mounter);
            } catch (CompositionException e) {
                LOG.error("{}: could not go back to what it was: {}", filesystem.name(), e.getMessage());
            }
        }
    }

    @Override
    public void delete(FilesystemName name) throws CompositionException {
        changing.lock();
        try {
            get(name);
            Set<FilesystemName> users = users(name);
            if (!users.isEmpty()) {
                throw new CompositionException(name + " is used by " + users + "; delete that first");
            }
            configured.forget(name);
            hosted.remove(name).close();
            StateDirectories.delete(directory(name));
        } finally {
            changing.unlock();
        }
    }

    @Override
    public void configured(FilesystemSpec spec) {
        changing.lock();
        try {
            HostedFilesystem filesystem = hosted.get(spec.name());
            if (closed || isOutdated(spec, filesystem)) {
                return;
            }
            if (filesystem == null) {
                filesystem = create(spec);
                hosted.put(spec.name(), filesystem);
            }
            filesystem.want(spec);
            reconcile();
        } finally {
            changing.unlock();
        }
    }

    /** Configuration Admin tells of changes later than they are made: another one may have come since, such as an {@link #apply}. */
    private boolean isOutdated(FilesystemSpec spec, HostedFilesystem filesystem) {
        if (filesystem == null || filesystem.state() != Filesystem.State.ACTIVE) {
            return !configured.has(spec.name());
        }
        return filesystem.spec().equals(spec)
                || configured
                        .stored(spec.name())
                        .filter(filesystem.spec()::equals)
                        .isPresent();
    }

    @Override
    public void unconfigured(FilesystemName name) {
        changing.lock();
        try {
            boolean again = configured.has(name);
            if (!closed && !again && hosted.containsKey(name) && users(name).isEmpty()) {
                hosted.remove(name).close();
            }
        } finally {
            changing.unlock();
        }
    }

    /** A provider has come. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindFactory(ServiceReference<LibserviceFactory> reference, LibserviceFactory factory) {
        changing.lock();
        try {
            providers.add(Provider.of(reference, factory));
            reconcile();
        } catch (IllegalArgumentException e) {
            LOG.error("{}", e.getMessage());
        } finally {
            changing.unlock();
        }
    }

    void unbindFactory(LibserviceFactory factory) {
        changing.lock();
        try {
            Provider provider = providers.remove(factory);
            if (provider != null && !closed) {
                // Operations of one that waits for another could not drain.
                usersFirst().forEach(filesystem -> filesystem.suspend(provider));
                reconcile();
            }
        } finally {
            changing.unlock();
        }
    }

    /** A mounter has come. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindMounter(Mounter arrived) {
        changing.lock();
        try {
            mounter = arrived;
            reconcile();
        } finally {
            changing.unlock();
        }
    }

    void unbindMounter(Mounter leaving) {
        changing.lock();
        try {
            if (leaving.equals(mounter)) {
                mounter = null;
                hosted.values().forEach(HostedFilesystem::forgetMount);
            }
        } finally {
            changing.unlock();
        }
    }

    @Override
    public Libservice stack(FilesystemName user, FilesystemName name) throws CompositionException {
        if (!user.tenant().equals(name.tenant())) {
            throw new CompositionException(
                    "filesystem " + name + " belongs to another tenant; a branch must be of tenant " + user.tenant());
        }
        if (user.equals(name) || reaches(name, user::equals, new HashSet<>())) {
            throw new CompositionException(
                    "filesystem " + name + " cannot be a branch of " + user + ": it would be a branch of itself");
        }
        HostedFilesystem other = hosted.get(name);
        if (other == null || other.state() != Filesystem.State.ACTIVE) {
            throw new MissingException(user + ": branch @" + name.name() + ": "
                    + (other == null
                            ? "there is no filesystem " + name + "; create it first"
                            : "filesystem " + name + " is not there yet: " + other.reason()));
        }
        return other.files();
    }

    @Override
    public Subscription listen(FilesystemName name, ChangeListener listener) throws CompositionException {
        return get(name).listen(listener);
    }

    private HostedFilesystem create(FilesystemSpec spec) {
        return new HostedFilesystem(
                spec, composer, new Around(spec.name(), this, directory(spec.name())), this::rebuild);
    }

    private void rebuild(HostedFilesystem filesystem, Set<String> layers) throws CompositionException {
        changing.lock();
        try {
            if (hosted.get(filesystem.name()) != filesystem) {
                throw new CompositionException("filesystem " + filesystem.name() + " was deleted");
            }
            filesystem.become(filesystem.spec(), layers);
        } finally {
            changing.unlock();
        }
    }

    private Path directory(FilesystemName name) {
        return stateDirectory.resolve(name.tenant()).resolve(name.name());
    }

    /** Brings every filesystem as near to its spec as what is there allows. */
    private void reconcile() {
        boolean progress = !closed;
        while (progress) {
            progress = false;
            for (HostedFilesystem filesystem : new ArrayList<>(hosted.values())) {
                if (filesystem.isWanting()) {
                    progress |= filesystem.tryToBecomeWanted();
                }
            }
        }
        if (!closed) {
            hosted.values().forEach(filesystem -> filesystem.tryToMount(mounter));
            retryMounts();
        }
    }

    /** What was in the way of a mount may go without anybody telling: a dead mount that a slow machine has not given up yet. */
    private void retryMounts() {
        if (mounter != null) {
            hosted.values().stream()
                    .filter(HostedFilesystem::lacksItsMount)
                    .findFirst()
                    .ifPresent(filesystem -> filesystem.later(this::reconcileLater));
        }
    }

    private void reconcileLater() {
        changing.lock();
        try {
            reconcile();
        } finally {
            changing.unlock();
        }
    }

    /** All filesystems, each before those that it uses. */
    private List<HostedFilesystem> usersFirst() {
        List<HostedFilesystem> ordered = new ArrayList<>();
        hosted.values().forEach(filesystem -> addUsersFirst(filesystem, ordered));
        return ordered;
    }

    private void addUsersFirst(HostedFilesystem filesystem, List<HostedFilesystem> ordered) {
        if (!ordered.contains(filesystem)) {
            users(filesystem.name()).forEach(user -> addUsersFirst(hosted.get(user), ordered));
            ordered.add(filesystem);
        }
    }

    private Set<FilesystemName> users(FilesystemName name) {
        Set<FilesystemName> users = new HashSet<>();
        for (HostedFilesystem filesystem : hosted.values()) {
            if (filesystem.uses().contains(name)) {
                users.add(filesystem.name());
            }
        }
        return users;
    }

    private boolean reaches(FilesystemName from, Predicate<FilesystemName> wanted, Set<FilesystemName> seen) {
        HostedFilesystem filesystem = hosted.get(from);
        if (filesystem == null || !seen.add(from)) {
            return false;
        }
        return filesystem.uses().stream().anyMatch(next -> wanted.test(next) || reaches(next, wanted, seen));
    }
}
