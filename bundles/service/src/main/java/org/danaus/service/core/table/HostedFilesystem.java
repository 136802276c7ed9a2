package org.danaus.service.core.table;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.danaus.libservice.ChangeListener;
import org.danaus.libservice.CompositionException;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Libservice;
import org.danaus.service.Filesystem;
import org.danaus.service.FilesystemName;
import org.danaus.service.FilesystemSpec;
import org.danaus.service.LockTable;
import org.danaus.service.Mounter;
import org.danaus.service.core.composition.Arrival;
import org.danaus.service.core.composition.Composer;
import org.danaus.service.core.composition.Composer.Plan;
import org.danaus.service.core.composition.Departure;
import org.danaus.service.core.composition.MissingException;
import org.danaus.service.core.composition.Provider;
import org.danaus.service.core.composition.RunningLayer;
import org.danaus.service.core.locking.Locks;
import org.danaus.service.core.serving.ServedFilesystem;
import org.danaus.service.core.serving.ServedState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One filesystem of the table. What changes it is called under the table's lock; what front ends and people read takes none.
 */
final class HostedFilesystem implements Filesystem {
    private static final Logger LOG = LoggerFactory.getLogger(HostedFilesystem.class);

    /** What a suspended filesystem keeps of the layers that left. */
    private record Suspension(Departure departure, ServedState served) {}

    private final Composer composer;
    private final Around around;
    private final ServedFilesystem served;
    private final Locks locks;
    private final Rebuilder rebuilder;
    private volatile FilesystemSpec spec;
    private volatile State state = State.WAITING;
    private volatile String reason = "not composed yet";
    private volatile List<RunningLayer> running = List.of();
    private volatile Mounter.Mount mount;
    /** Guarded by the table's lock, as is the next. */
    private Suspension suspension;
    /** The spec it is to have once that is possible; null if it has what it shall have. */
    private FilesystemSpec wanted;

    /** Runs a rebuild under the table's lock. */
    @FunctionalInterface
    interface Rebuilder {
        void rebuild(HostedFilesystem filesystem, Set<String> layers) throws CompositionException;
    }

    HostedFilesystem(FilesystemSpec spec, Composer composer, Around around, Rebuilder rebuilder) {
        this.spec = spec;
        this.composer = composer;
        this.around = around;
        this.rebuilder = rebuilder;
        this.served = new ServedFilesystem(spec.name().toString(), spec.swapTimeout());
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
        return running.stream()
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
        Set<FilesystemName> uses = new HashSet<>();
        running.forEach(layer -> uses.addAll(layer.uses()));
        return uses;
    }

    boolean hasBegun() {
        return served.hasBegun();
    }

    /** Becomes what a spec says, by composing, swapping or resuming; the layers named are made anew in any case. What ran before goes on if this throws. */
    void become(FilesystemSpec next, Set<String> rebuild) throws CompositionException {
        Plan plan = composer.plan(next, running, rebuild);
        served.gate().patience(next.swapTimeout());
        if (!served.hasBegun()) {
            begin(plan);
        } else if (suspension != null) {
            resume(plan);
        } else if (plan.fresh() > 0 || running.size() > plan.keep()) {
            swap(plan);
        }
        spec = next;
        wanted = null;
        state = State.ACTIVE;
        reason = "";
    }

    private void begin(Plan plan) throws CompositionException {
        List<RunningLayer> stack = composer.build(plan, List.of(), around);
        Composer.connect(stack, around);
        running = stack;
        served.begin(stack.get(0).instance());
        served.gate().open();
    }

    private void swap(Plan plan) throws CompositionException {
        List<RunningLayer> leaving = running.subList(0, running.size() - plan.keep());
        drain(plan.spec());
        Departure departure = new Departure(running, leaving.size());
        try {
            departure.saveInstances();
            ServedState kept = ServedState.save(served, departure);
            take(plan, new Suspension(departure, kept), false);
            Composer.close(leaving);
        } catch (ErrnoException e) {
            throw new CompositionException(
                    name() + ": the swap was given up, the old stack goes on: saving its state failed with "
                            + e.getMessage(),
                    e);
        } finally {
            departure.discard();
            served.gate().open();
        }
        around.tellMissed();
    }

    /** Builds the plan's stack, carries everything into it, and serves it. The gate is closed before and after. */
    private void take(Plan plan, Suspension kept, boolean lenient) throws CompositionException {
        List<RunningLayer> stack = composer.build(plan, running, around);
        Arrival arrival;
        try {
            arrival = new Arrival(name().toString(), kept.departure(), stack, plan.fresh());
            arrival.restoreInstances();
            kept.served().restore(arrival, stack.get(0).instance(), lenient).commit();
        } catch (CompositionException | ErrnoException | RuntimeException e) {
            Composer.close(stack.subList(0, plan.fresh()));
            throw e instanceof CompositionException known
                    ? known
                    : new CompositionException(name() + ": the new stack could not take over: " + e.getMessage(), e);
        }
        Composer.connect(stack, around);
        running = stack;
        arrival.finish();
    }

    private void drain(FilesystemSpec next) throws CompositionException {
        if (!served.gate().close(next.drainTimeout())) {
            throw new CompositionException(
                    name() + ": the swap was given up, the old stack goes on: operations still ran after "
                            + next.drainTimeout().toMillis() + " ms; try again, or raise drain-timeout");
        }
    }

    private void resume(Plan plan) throws CompositionException {
        take(plan, suspension, true);
        suspension.departure().discard();
        suspension = null;
        served.gate().open();
        around.tellMissed();
        LOG.info("{}: resumed", name());
    }

    /** Lets go of the layers that a leaving provider made. Operations wait from now on. */
    void suspend(Provider provider) {
        int leaving = 0;
        for (int i = 0; i < running.size(); i++) {
            leaving = running.get(i).provider().equals(provider) ? i + 1 : leaving;
        }
        if (leaving == 0) {
            return;
        }
        try {
            drain(spec);
        } catch (CompositionException e) {
            LOG.warn("{}", e.getMessage());
            return;
        }
        List<RunningLayer> gone = running.subList(0, leaving);
        Departure departure = new Departure(running, leaving);
        try {
            departure.saveInstances();
            suspension = new Suspension(departure, ServedState.save(served, departure));
        } catch (ErrnoException | RuntimeException e) {
            departure.discard();
            served.gate().open();
            LOG.error(
                    "{}: goes on with layers of {}, which is leaving: their state could not be saved",
                    name(),
                    provider.title(),
                    e);
            return;
        }
        departure.finish();
        running = List.copyOf(running.subList(leaving, running.size()));
        state = State.SUSPENDED;
        reason = "libservice '" + provider.type() + "' has left (" + provider.title()
                + "); operations wait for another provider of it";
        Composer.close(gone);
        LOG.info("{}: suspended: {}", name(), reason);
    }

    /** Shall become what a spec says, as soon as that is possible. */
    void want(FilesystemSpec next) {
        wanted = next;
    }

    /** Whether it is not yet what it shall be. */
    boolean isWanting() {
        return wanted != null || suspension != null;
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

    /** Mounts or unmounts as the spec says. */
    void mountAsAsked(Mounter mounter) throws CompositionException {
        Optional<Path> wanted = spec.mountPoint();
        if (mount != null && !wanted.equals(mountPoint())) {
            unmount();
        }
        if (mount == null && wanted.isPresent() && served.hasBegun() && mounter != null) {
            mount = mounter.mount(this, wanted.get(), spec.mountOptions());
        }
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
        unmount();
        boolean drained =
                !served.hasBegun() || !served.gate().isOpen() || served.gate().close(spec.drainTimeout());
        served.gate().shut();
        if (!drained) {
            LOG.warn("{}: closed while operations still ran", name());
        }
        if (suspension != null) {
            suspension.departure().discard();
            suspension = null;
        }
        Composer.close(running);
        running = List.of();
        state = State.FAILED;
        reason = "closed";
        around.close();
    }
}
