package org.danaus.service.core.table;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.danaus.libservice.CompositionException;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Traits;
import org.danaus.service.FilesystemName;
import org.danaus.service.FilesystemSpec;
import org.danaus.service.core.composition.Arrival;
import org.danaus.service.core.composition.Composer;
import org.danaus.service.core.composition.Composer.Plan;
import org.danaus.service.core.composition.Departure;
import org.danaus.service.core.composition.Provider;
import org.danaus.service.core.composition.RunningLayer;
import org.danaus.service.core.serving.ServedFilesystem;
import org.danaus.service.core.serving.ServedState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The layers of one filesystem beneath what front ends hold of it, and how they are replaced (DESIGN §5): the gate is closed, operations drain, all state is written
 * down, new layers take it over, the gate opens. Whatever fails before they are in use leaves the old layers in place. Called under the table's lock.
 */
final class ServedStack {
    private static final Logger LOG = LoggerFactory.getLogger(ServedStack.class);

    /** What is kept of layers that left without a successor. */
    private record Suspension(Departure departure, ServedState served, Set<FilesystemName> uses) {}

    private final FilesystemName name;
    private final Composer composer;
    private final Around around;
    private final ServedFilesystem served;
    private volatile List<RunningLayer> running = List.of();
    /** Guarded by the table's lock. */
    private Suspension suspension;

    ServedStack(FilesystemName name, Composer composer, Around around, ServedFilesystem served) {
        this.name = name;
        this.composer = composer;
        this.around = around;
        this.served = served;
    }

    /** The layers that run, top to bottom. May be read by any thread. */
    List<RunningLayer> running() {
        return running;
    }

    boolean isSuspended() {
        return suspension != null;
    }

    /** Other filesystems that its layers asked for, those that left without a successor included. */
    Set<FilesystemName> uses() {
        Set<FilesystemName> uses = new HashSet<>();
        running.forEach(layer -> uses.addAll(layer.uses()));
        if (suspension != null) {
            uses.addAll(suspension.uses());
        }
        return uses;
    }

    /** Composes, swaps or resumes, whatever leads to what a spec says. */
    void become(FilesystemSpec next, Set<String> rebuild) throws CompositionException {
        Plan plan = composer.plan(next, running, rebuild);
        if (!served.hasBegun()) {
            begin(plan);
        } else if (suspension != null) {
            resume(plan);
        } else if (plan.fresh() > 0 || running.size() > plan.keep()) {
            swap(plan);
        }
    }

    private void begin(Plan plan) throws CompositionException {
        List<RunningLayer> stack = composer.build(plan, List.of(), around);
        try {
            served.begin(stack.get(0).instance());
        } catch (RuntimeException | LinkageError e) {
            Composer.close(stack);
            throw new CompositionException(name + ": the stack could not be served: " + e, e);
        }
        Composer.connect(stack, around);
        running = stack;
        served.open();
    }

    private void swap(Plan plan) throws CompositionException {
        List<RunningLayer> leaving = running.subList(0, running.size() - plan.keep());
        boolean asBefore = running.stream()
                .map(RunningLayer::spec)
                .toList()
                .equals(plan.spec().layers());
        Traits promisedBefore = served.traits();
        long begun = System.nanoTime();
        drain(plan.spec().drainTimeout());
        long drained = System.nanoTime();
        long saved = drained;
        Departure departure = null;
        try {
            departure = new Departure(running, leaving.size());
            departure.saveInstances();
            ServedState state = ServedState.save(served, departure);
            saved = System.nanoTime();
            take(plan, departure, state, false);
            Composer.close(leaving);
        } catch (ErrnoException | RuntimeException | LinkageError e) {
            throw new CompositionException(
                    name + ": the swap was given up, the old stack goes on: saving its state failed with "
                            + e.getMessage(),
                    e);
        } finally {
            if (departure != null) {
                departure.discard();
            }
            served.open();
        }
        LOG.info(
                "{}: swapped; operations waited {} ms: {} to drain, {} to save, {} to take over",
                name,
                millis(begun, System.nanoTime()),
                millis(begun, drained),
                millis(drained, saved),
                millis(saved, System.nanoTime()));
        if (asBefore && promisedBefore.equals(served.traits())) {
            around.tellMissed();
        } else {
            around.allChanged();
        }
    }

    /** Builds the plan's stack, carries everything into it, and serves it. The gate is closed before and after. */
    private void take(Plan plan, Departure departure, ServedState state, boolean lenient) throws CompositionException {
        List<RunningLayer> stack = composer.build(plan, running, around);
        Arrival arrival;
        try {
            arrival = new Arrival(name.toString(), departure, stack, plan.fresh());
            arrival.restoreInstances();
            state.restore(arrival, stack.get(0).instance(), lenient).commit();
        } catch (CompositionException | ErrnoException | RuntimeException | LinkageError e) {
            Composer.close(stack.subList(0, plan.fresh()));
            throw e instanceof CompositionException known
                    ? known
                    : new CompositionException(name + ": the new stack could not take over: " + e.getMessage(), e);
        }
        Composer.connect(stack, around);
        running = stack;
        arrival.finish();
    }

    private static long millis(long from, long to) {
        return TimeUnit.NANOSECONDS.toMillis(to - from);
    }

    private void drain(Duration deadline) throws CompositionException {
        if (!served.gate().close(deadline)) {
            throw new CompositionException(
                    name + ": the swap was given up, the old stack goes on: operations still ran after "
                            + deadline.toMillis() + " ms; try again, or raise drain-timeout");
        }
    }

    private void resume(Plan plan) throws CompositionException {
        if (running.size() > plan.keep()) {
            leave(running.size() - plan.keep());
        }
        take(plan, suspension.departure(), suspension.served(), true);
        suspension.departure().discard();
        suspension = null;
        served.open();
        around.allChanged();
        LOG.info("{}: resumed", name);
    }

    /**
     * Lets go of the layers that a leaving provider made, and of those above. Operations wait from then on.
     *
     * @return false if it made none
     * @throws CompositionException if that cannot be: the layers go on, as far as they can without their bundle
     */
    boolean suspend(Provider provider, Duration deadline) throws CompositionException {
        int leaving = 0;
        for (int i = 0; i < running.size(); i++) {
            leaving = running.get(i).provider().equals(provider) ? i + 1 : leaving;
        }
        if (leaving == 0) {
            return false;
        }
        if (suspension != null) {
            leave(leaving);
            return true;
        }
        drain(deadline);
        Departure departure = null;
        try {
            departure = new Departure(running, leaving);
            departure.saveInstances();
            suspension = new Suspension(departure, ServedState.save(served, departure), new HashSet<>());
        } catch (ErrnoException | RuntimeException | LinkageError e) {
            if (departure != null) {
                departure.discard();
            }
            served.open();
            throw goesOn(e);
        }
        departure.finish();
        suspension.served().detach();
        letGo(leaving);
        return true;
    }

    /** Lets more layers go of a filesystem that is suspended. */
    private void leave(int leaving) throws CompositionException {
        try {
            suspension.departure().extend(running.subList(0, leaving));
        } catch (ErrnoException | RuntimeException | LinkageError e) {
            throw goesOn(e);
        }
        letGo(leaving);
    }

    private CompositionException goesOn(Throwable e) {
        return new CompositionException(
                name + ": its layers go on although their bundle is leaving: saving their state failed with " + e, e);
    }

    private void letGo(int leaving) {
        List<RunningLayer> gone = running.subList(0, leaving);
        gone.forEach(layer -> suspension.uses().addAll(layer.uses()));
        running = List.copyOf(running.subList(leaving, running.size()));
        // What stays must not tell layers that are gone; while the gate is closed, what it tells is noted as missed.
        Composer.connect(running, around);
        Composer.close(gone);
    }

    /** Ends it; the gate is shut. */
    void close() {
        if (suspension != null) {
            suspension.departure().discard();
            suspension = null;
        }
        Composer.close(running);
        running = List.of();
    }
}
