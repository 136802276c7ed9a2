package org.danaus.service.core.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GateTest {
    private static final Duration SOON = Duration.ofMillis(30);
    private static final Duration LONG = Duration.ofSeconds(30);

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void shouldLetOperationsThroughWhileOpen() throws ErrnoException {
        Gate gate = opened(SOON);
        int first = gate.enter();
        int second = gate.enter();
        gate.leave(first);
        gate.leave(second);
        assertThat(gate.close(SOON)).isTrue();
    }

    @Test
    void shouldAnswerEioWhenItsPatienceEnds() {
        Gate gate = new Gate(SOON);
        assertThatThrownBy(gate::enter).isSameAs(Errno.EIO.exception());
    }

    @Test
    void shouldHoldOperationsUntilOpened() throws Exception {
        Gate gate = new Gate(LONG);
        Future<Integer> waiting = threads.submit(gate::enter);
        awaitBlocked(waiting);
        gate.open();
        gate.leave(waiting.get(30, TimeUnit.SECONDS));
    }

    @Test
    void shouldReopenWhenOperationsDoNotDrain() throws ErrnoException {
        Gate gate = opened(SOON);
        int running = gate.enter();
        assertThat(gate.close(SOON)).isFalse();
        assertThat(gate.isOpen()).isTrue();
        gate.leave(gate.enter());
        gate.leave(running);
        assertThat(gate.close(SOON)).isTrue();
    }

    @Test
    void shouldWaitForRunningOperationsToDrain() throws Exception {
        Gate gate = opened(SOON);
        int running = gate.enter();
        Future<Boolean> closed = threads.submit(() -> gate.close(LONG));
        while (gate.isOpen()) {
            Thread.onSpinWait();
        }
        assertThat(closed.isDone()).isFalse();
        gate.leave(running);
        assertThat(closed.get(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void shouldAnswerEioToAllOnceShut() throws Exception {
        Gate gate = new Gate(LONG);
        Future<Integer> waiting = threads.submit(gate::enter);
        awaitBlocked(waiting);
        gate.shut();
        assertThatThrownBy(() -> waiting.get(30, TimeUnit.SECONDS)).hasCause(Errno.EIO.exception());
        assertThatThrownBy(gate::enter).isSameAs(Errno.EIO.exception());
    }

    @Test
    void shouldStayShutWhenOpenedAfterwards() {
        Gate gate = opened(LONG);
        gate.shut();
        gate.open();
        assertThat(gate.isOpen()).isFalse();
        assertThatThrownBy(gate::enter).isSameAs(Errno.EIO.exception());
    }

    @Test
    void shouldAnswerEintrToAnInterruptedThread() {
        Gate gate = new Gate(LONG);
        Thread.currentThread().interrupt();
        assertThatThrownBy(gate::enter).isSameAs(Errno.EINTR.exception());
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void shouldRunNoOperationWhileClosedAndLoseNone() throws Exception {
        Gate gate = opened(LONG);
        AtomicBoolean closed = new AtomicBoolean();
        AtomicInteger inside = new AtomicInteger();
        AtomicBoolean stop = new AtomicBoolean();
        List<Future<Integer>> workers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            workers.add(threads.submit(() -> {
                int operations = 0;
                for (; !stop.get(); operations++) {
                    int ticket = gate.enter();
                    inside.incrementAndGet();
                    if (closed.get()) {
                        throw new AssertionError("ran while the gate was closed");
                    }
                    inside.decrementAndGet();
                    gate.leave(ticket);
                }
                return operations;
            }));
        }
        for (int i = 0; i < 2_000; i++) {
            assertThat(gate.close(LONG)).isTrue();
            closed.set(true);
            assertThat(inside).hasValue(0);
            closed.set(false);
            gate.open();
        }
        stop.set(true);
        for (Future<Integer> worker : workers) {
            assertThat(worker.get(30, TimeUnit.SECONDS)).isPositive();
        }
    }

    private static Gate opened(Duration patience) {
        Gate gate = new Gate(patience);
        gate.open();
        return gate;
    }

    /** A call that waits gives no sign of it: it is enough that it has not returned after some time. */
    private static void awaitBlocked(Future<?> call) {
        assertThat(CompletableFuture.supplyAsync(
                                call::isDone, CompletableFuture.delayedExecutor(30, TimeUnit.MILLISECONDS))
                        .join())
                .isFalse();
    }
}
