package org.danaus.service.core.table;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.danaus.libservice.ChangeListener;
import org.danaus.libservice.CompositionException;
import org.danaus.libservice.Libservice;
import org.danaus.service.Filesystem;
import org.danaus.service.FilesystemName;
import org.danaus.service.FilesystemSpec;
import org.danaus.service.LockTable;
import org.danaus.service.Mounter;
import org.danaus.service.core.composition.Composer;
import org.danaus.service.core.composition.MissingException;
import org.danaus.service.core.composition.Provider;
import org.danaus.service.core.locking.Locks;
import org.danaus.service.core.serving.ServedFilesystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One filesystem of the table. What changes it is called under the table's lock; what front ends and people read takes none.
 */
final class HostedFilesystem implements Filesystem {
    private static final Logger LOG = LoggerFactory.getLogger(HostedFilesystem.class);

    private static final long RETRY_SECONDS = 2;

    private final Around around;
    private final ServedFilesystem served;
    private final ServedStack stack;
    private final Locks locks;
    private final Rebuilder rebuilder;
    private volatile FilesystemSpec spec;
    private volatile State state = State.WAITING;
    private volatile String reason = "not composed yet";
    private volatile Mounter.Mount mount;
    /** What it is mounted with. Guarded by the table's lock. */
    private Map<String, String> mountedWith = Map.of();
    /** The spec it is to have once that is possible; null if it has what it shall have. Guarded by the table's lock. */
    private FilesystemSpec wanted;

    /** Runs a rebuild under the table's lock. */
    @FunctionalInterface
    interface Rebuilder {
        void rebuild(HostedFilesystem filesystem, Set<String> layers) throws CompositionException;
    }

    HostedFilesystem(FilesystemSpec spec, Composer composer, Around around, Rebuilder rebuilder) {
        this.spec = spec;
        this.around = around;
        this.rebuilder = rebuilder;
        this.served = new ServedFilesystem(spec.name().toString(), spec.swapTimeout());
        this.stack = new ServedStack(spec.name(), composer, around, served);
        this.locks = new Locks(() -> served.traits().sharesLocks(), around::background);
        around.follow(served);
    }

    @Override
    public FilesystemSpec spec() {
        return spec;
    }

    @Override
    public State state() {
        return state;
    }

    @Override
    public String reason() {
        return reason;
    }

    @Override
    public Libservice files() {
        return served;
    }

    @Override
    public LockTable locks() {
        return locks;
    }

    @Override
    public Optional<Path> mountPoint() {
        return Optional.ofNullable(mount).map(Mounter.Mount::mountPoint);
    }

    @Override
    public List<Layer> layers() {
        return stack.running().stream()
                .map(layer -> new Layer(
                        layer.spec(), layer.instance(), layer.provider().title()))
                .toList();
    }

    @Override
    public Subscription listen(ChangeListener listener) {
        return around.listen(listener);
    }

    @Override
    public void rebuild(String layer) throws CompositionException {
        if (spec.layers().stream().noneMatch(known -> known.name().equals(layer))) {
            throw new CompositionException(spec.name() + " has no layer '" + layer + "'; it has "
                    + String.join(
                            ", ",
                            spec.layers().stream().map(known -> known.name()).toList()));
        }
        rebuilder.rebuild(this, Set.of(layer));
    }

    FilesystemName name() {
        return spec.name();
    }

    /** Other filesystems that the running stack asked for. */
    Set<FilesystemName> uses() {
        return stack.uses();
    }

    boolean hasBegun() {
        return served.hasBegun();
    }

    /** Becomes what a spec says, by composing, swapping or resuming; the layers named are made anew in any case. What ran before goes on if this throws. */
    void become(FilesystemSpec next, Set<String> rebuild) throws CompositionException {
        stack.become(next, rebuild);
        served.gate().patience(next.swapTimeout());
        spec = next;
        wanted = null;
        state = State.ACTIVE;
        reason = "";
    }

    /** Lets go of the layers that a leaving provider made. Operations wait from now on. */
    void suspend(Provider provider) {
        try {
            if (!stack.suspend(provider, spec.drainTimeout())) {
                return;
            }
            state = State.SUSPENDED;
            reason = "libservice '" + provider.type() + "' has left (" + provider.title()
                    + "); operations wait for another provider of it";
            LOG.info("{}: suspended: {}", name(), reason);
        } catch (CompositionException e) {
            LOG.warn("{}", e.getMessage());
            // To be made anew as soon as there is another provider.
            wanted = wanted == null ? spec : wanted;
        }
    }

    /** Shall become what a spec says, as soon as that is possible. */
    void want(FilesystemSpec next) {
        wanted = next;
    }

    /** Whether it is not yet what it shall be. */
    boolean isWanting() {
        return wanted != null || stack.isSuspended();
    }

    /** Tries to become what it shall be. @return whether that has worked */
    boolean tryToBecomeWanted() {
        FilesystemSpec next = wanted == null ? spec : wanted;
        try {
            become(next, Set.of());
            return true;
        } catch (MissingException e) {
            hold(State.WAITING, e.getMessage());
        } catch (CompositionException | RuntimeException e) {
            hold(State.FAILED, e.getMessage());
        }
        return false;
    }

    private void hold(State how, String why) {
        if (!why.equals(reason)) {
            LOG.info("{}", why);
        }
        if (!served.hasBegun()) {
            spec = wanted == null ? spec : wanted;
            state = how;
        }
        reason = why;
    }

    /** Mounts if it is to be mounted, is not, and can be; otherwise says why not. */
    void tryToMount(Mounter mounter) {
        try {
            mountAsAsked(mounter);
        } catch (CompositionException | RuntimeException e) {
            if (!e.getMessage().equals(reason)) {
                LOG.warn("{}", e.getMessage());
            }
            reason = e.getMessage();
        }
    }

    /** Mounts or unmounts as the spec says. A mount that stands goes only once the new one does, where the two are not at one place. */
    void mountAsAsked(Mounter mounter) throws CompositionException {
        Optional<Path> wanted = spec.mountPoint().map(Path::normalize);
        if (wanted.isEmpty()) {
            unmount();
        } else if (mounter == null) {
            reason = "not mounted: no bundle that mounts filesystems is there";
        } else if (served.hasBegun() && !wanted.equals(mountPoint())) {
            Mounter.Mount old = mount;
            mount = mounter.mount(this, wanted.get(), spec.mountOptions());
            mountedWith = spec.mountOptions();
            if (old != null) {
                old.close();
            }
        } else if (mount != null && !spec.mountOptions().equals(mountedWith)) {
            remount(mounter, wanted.get());
        }
    }

    /** Mounts at the same place with other options; with those it had if the others are refused. */
    private void remount(Mounter mounter, Path path) throws CompositionException {
        unmount();
        try {
            mount = mounter.mount(this, path, spec.mountOptions());
            mountedWith = spec.mountOptions();
        } catch (CompositionException e) {
            mount = mounter.mount(this, path, mountedWith);
            throw e;
        }
    }

    /** Whether it is to be mounted, could be, and is not. */
    boolean lacksItsMount() {
        return spec.mountPoint().isPresent() && mount == null && served.hasBegun();
    }

    /** Runs something a little later. */
    void later(Runnable work) {
        ScheduledFuture<?> retry = around.background().schedule(work, RETRY_SECONDS, TimeUnit.SECONDS);
        LOG.debug("{}: tries again to mount: {}", name(), retry);
    }

    void unmount() {
        Mounter.Mount mounted = mount;
        mount = null;
        if (mounted != null) {
            mounted.close();
        }
    }

    /** The mounter has left, and has taken its mount along. */
    void forgetMount() {
        mount = null;
    }

    /** Ends it: nobody is served any more. */
    void close() {
        if (!served.gate().isOpen()) {
            // Operations that wait would hold the unmount up.
            served.gate().shut();
        }
        unmount();
        boolean drained = !served.gate().isOpen() || served.gate().close(spec.drainTimeout());
        served.gate().shut();
        if (drained) {
            stack.close();
        } else {
            // Closing descriptors beneath a running system call could send its data to another file.
            LOG.error("{}: ended while operations still ran; its layers stay open until the process ends", name());
        }
        state = State.FAILED;
        reason = "closed";
        around.close();
    }
}
