package org.danaus.service.core.locking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.danaus.libservice.Attributes;
import org.danaus.libservice.Caller;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.LockRequest;
import org.danaus.libservice.LockRequest.Kind;
import org.danaus.libservice.LockRequest.Type;
import org.danaus.libservice.Name;
import org.danaus.libservice.Node;
import org.danaus.libservice.OpenFile;
import org.danaus.service.LockTable.Waiter;
import org.danaus.service.core.fixture.Shelf;
import org.danaus.service.core.serving.ServedFilesystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocksTest {
    private static final long ALL = Long.MAX_VALUE;

    private final Shelf.Store store = new Shelf.Store();
    private final ScheduledExecutorService background = Executors.newSingleThreadScheduledExecutor();
    private Node file;
    private Node other;
    private OpenFile open;
    private boolean shared;
    private final Locks locks = new Locks(() -> shared, () -> background);

    @BeforeEach
    void serve() throws ErrnoException {
        store.put("file", 1, 0);
        store.put("other", 2, 0);
        ServedFilesystem served = new ServedFilesystem("test", Duration.ofSeconds(30));
        served.begin(new Shelf(store));
        served.open();
        file = served.lookup(Caller.SERVICE, served.root(), Name.of("file"), new Attributes());
        other = served.lookup(Caller.SERVICE, served.root(), Name.of("other"), new Attributes());
        open = served.open(Caller.SERVICE, file, 2);
    }

    @AfterEach
    void end() {
        background.shutdownNow();
    }

    /** The end of a wait. */
    private static final class Answer extends CompletableFuture<Errno> implements Waiter {
        @Override
        public void done(ErrnoException error) {
            if (!complete(error == null ? null : error.errno())) {
                throw new AssertionError("told twice");
            }
        }

        Errno errno() throws InterruptedException, ExecutionException, TimeoutException {
            return get(30, TimeUnit.SECONDS);
        }
    }

    private static LockRequest flock(Type type, long owner) {
        return new LockRequest(Kind.FLOCK, type, owner, 0, 0, ALL);
    }

    private static LockRequest posix(Type type, long owner, long start, long end) {
        return new LockRequest(Kind.POSIX, type, owner, (int) owner, start, end);
    }

    private static LockRequest ofd(Type type, long owner, long start, long end) {
        return new LockRequest(Kind.OFD, type, owner, 0, start, end);
    }

    private void take(LockRequest request) throws ErrnoException {
        assertThat(locks.lock(Caller.SERVICE, file, open, request, null)).isTrue();
    }

    private void refused(LockRequest request) {
        assertThatThrownBy(() -> locks.lock(Caller.SERVICE, file, open, request, null))
                .isSameAs(Errno.EAGAIN.exception());
    }

    private Answer queue(LockRequest request) throws ErrnoException {
        return queue(file, request);
    }

    private Answer queue(Node node, LockRequest request) throws ErrnoException {
        Answer answer = new Answer();
        assertThat(locks.lock(Caller.SERVICE, node, open, request, answer)).isFalse();
        return answer;
    }

    @Test
    void shouldShareFlocksForReadingOnly() throws ErrnoException {
        take(flock(Type.READ, 1));
        take(flock(Type.READ, 2));
        refused(flock(Type.WRITE, 3));
        take(flock(Type.UNLOCK, 1));
        take(flock(Type.UNLOCK, 2));
        take(flock(Type.WRITE, 3));
        refused(flock(Type.READ, 1));
    }

    @Test
    void shouldLoseAnFlockThatCannotBeConverted() throws ErrnoException {
        take(flock(Type.READ, 1));
        take(flock(Type.READ, 2));
        refused(flock(Type.WRITE, 1));
        take(flock(Type.WRITE, 2));
    }

    @Test
    void shouldConvertFlocksOfTwoWhoBothWaitForIt() throws Exception {
        take(flock(Type.READ, 1));
        take(flock(Type.READ, 2));
        Answer first = queue(flock(Type.WRITE, 1));
        Answer second = new Answer();
        boolean secondAtOnce = locks.lock(Caller.SERVICE, file, open, flock(Type.WRITE, 2), second);
        long winner = secondAtOnce ? 2 : 1;
        if (!secondAtOnce) {
            assertThat(first.errno()).isNull();
        }
        take(flock(Type.UNLOCK, winner));
        assertThat((winner == 1 ? second : first).errno()).isNull();
    }

    @Test
    void shouldKeepFlocksApartFromRanges() throws ErrnoException {
        take(flock(Type.WRITE, 1));
        take(posix(Type.WRITE, 2, 0, ALL));
    }

    @Test
    void shouldLetPosixAndOfdLocksConflict() throws ErrnoException {
        take(posix(Type.WRITE, 1, 0, 9));
        refused(ofd(Type.READ, 1, 5, 5));
        take(ofd(Type.READ, 1, 10, 20));
        refused(posix(Type.WRITE, 1, 0, 10));
    }

    @Test
    void shouldSplitARange() throws ErrnoException {
        take(posix(Type.WRITE, 1, 0, 99));
        take(posix(Type.UNLOCK, 1, 40, 59));
        take(posix(Type.WRITE, 2, 40, 59));
        refused(posix(Type.WRITE, 2, 39, 39));
        refused(posix(Type.WRITE, 2, 60, 60));
    }

    @Test
    void shouldNameWhoIsInTheWay() throws ErrnoException {
        take(posix(Type.WRITE, 1, 10, 19));
        take(posix(Type.WRITE, 1, 20, 29));
        assertThat(locks.conflict(file, posix(Type.READ, 2, 0, ALL))).isEqualTo(posix(Type.WRITE, 1, 10, 29));
        assertThat(locks.conflict(file, posix(Type.READ, 1, 0, ALL))).isNull();
        assertThat(locks.conflict(file, posix(Type.READ, 2, 30, ALL))).isNull();
    }

    @Test
    void shouldServeWaitersInOrder() throws Exception {
        take(flock(Type.WRITE, 1));
        List<Answer> waiting = new ArrayList<>();
        for (long owner = 2; owner < 6; owner++) {
            waiting.add(queue(flock(Type.WRITE, owner)));
        }
        for (long owner = 1; owner < 5; owner++) {
            take(flock(Type.UNLOCK, owner));
            assertThat(waiting.get((int) owner - 1).errno()).isNull();
            assertThat(waiting.subList((int) owner, 4)).noneMatch(Answer::isDone);
        }
    }

    @Test
    void shouldServeWhoWaitsForALockThatAWaiterGivesUpInPart() throws Exception {
        take(posix(Type.WRITE, 1, 0, 10));
        take(posix(Type.WRITE, 2, 15, 20));
        Answer reader = queue(posix(Type.READ, 3, 0, 5));
        Answer weaker = queue(posix(Type.READ, 1, 0, 20));
        take(posix(Type.UNLOCK, 2, 0, ALL));
        assertThat(weaker.errno()).isNull();
        assertThat(reader.errno()).isNull();
    }

    @Test
    void shouldCancelAWait() throws Exception {
        take(flock(Type.WRITE, 1));
        Answer waiting = queue(flock(Type.WRITE, 2));
        locks.cancel(file, waiting);
        assertThat(waiting.errno()).isEqualTo(Errno.EINTR);
        take(flock(Type.UNLOCK, 1));
        take(flock(Type.WRITE, 3));
        locks.cancel(file, waiting);
    }

    @Test
    void shouldReleaseAllOfAnOwner() throws Exception {
        take(posix(Type.WRITE, 1, 0, 9));
        take(posix(Type.READ, 1, 20, 29));
        take(posix(Type.READ, 2, 20, 29));
        Answer waiting = queue(posix(Type.WRITE, 3, 0, 9));
        locks.release(Caller.SERVICE, file, open, Kind.POSIX, 1);
        assertThat(waiting.errno()).isNull();
        refused(posix(Type.WRITE, 3, 20, 29));
    }

    @Test
    void shouldRefuseToWaitInACircle() throws Exception {
        take(posix(Type.WRITE, 1, 0, 0));
        assertThat(locks.lock(Caller.SERVICE, other, open, posix(Type.WRITE, 2, 0, 0), null))
                .isTrue();
        Answer first = queue(other, posix(Type.WRITE, 1, 0, 0));
        assertThatThrownBy(() -> locks.lock(Caller.SERVICE, file, open, posix(Type.WRITE, 2, 0, 0), new Answer()))
                .isSameAs(Errno.EDEADLK.exception());
        locks.release(Caller.SERVICE, other, open, Kind.POSIX, 2);
        assertThat(first.errno()).isNull();
        // The circle is forgotten: the same owners can wait again.
        assertThat(queue(file, posix(Type.WRITE, 2, 0, 0)).isDone()).isFalse();
    }

    @Test
    void shouldFindACircleThatClosesWhileWaiting() throws Exception {
        take(posix(Type.READ, 1, 0, 0));
        take(posix(Type.READ, 2, 0, 0));
        assertThat(locks.lock(Caller.SERVICE, other, open, posix(Type.WRITE, 3, 0, 0), null))
                .isTrue();
        Answer third = queue(file, posix(Type.WRITE, 3, 0, 0));
        Answer second = queue(other, posix(Type.WRITE, 2, 0, 0));
        locks.release(Caller.SERVICE, file, open, Kind.POSIX, 1);
        assertThat(third.isDone() ? third.errno() : second.errno()).isEqualTo(Errno.EDEADLK);
    }

    @Test
    void shouldLetOfdLocksWaitInACircle() throws ErrnoException {
        take(ofd(Type.WRITE, 1, 0, 0));
        assertThat(locks.lock(Caller.SERVICE, other, open, ofd(Type.WRITE, 2, 0, 0), null))
                .isTrue();
        assertThat(queue(other, ofd(Type.WRITE, 1, 0, 0)).isDone()).isFalse();
        Answer second = queue(file, ofd(Type.WRITE, 2, 0, 0));
        assertThat(second.isDone()).isFalse();
    }

    @Test
    void shouldAskABackendThatSharesLocks() throws Exception {
        shared = true;
        take(flock(Type.WRITE, 1));
        take(flock(Type.UNLOCK, 1));
        assertThat(store.told).containsExactly(flock(Type.WRITE, 1), flock(Type.UNLOCK, 1));
        store.foreignLocks.add(7L);
        refused(flock(Type.WRITE, 1));
        assertThat(locks.conflict(file, flock(Type.WRITE, 2))).isNull();
        Answer waiting = queue(flock(Type.WRITE, 1));
        Answer cancelled = queue(flock(Type.WRITE, 2));
        locks.cancel(file, cancelled);
        assertThat(cancelled.errno()).isEqualTo(Errno.EINTR);
        store.foreignLocks.clear();
        assertThat(waiting.errno()).isNull();
        refused(flock(Type.READ, 3));
    }

    @Test
    void shouldGiveTheLockToOneAtATimeUnderContention() throws Exception {
        AtomicInteger holders = new AtomicInteger();
        AtomicInteger granted = new AtomicInteger();
        List<CompletableFuture<Void>> workers = new ArrayList<>();
        for (long owner = 1; owner <= 4; owner++) {
            long self = owner;
            workers.add(CompletableFuture.runAsync(() -> contend(self, holders, granted)));
        }
        for (CompletableFuture<Void> worker : workers) {
            worker.get(60, TimeUnit.SECONDS);
        }
        assertThat(granted).hasValue(4 * 500);
        // Nothing that ended is remembered as a wait: any two can wait for each other in turn.
        take(posix(Type.WRITE, 1, 0, 0));
        assertThat(queue(posix(Type.WRITE, 2, 0, 0)).isDone()).isFalse();
    }

    private void contend(long owner, AtomicInteger holders, AtomicInteger granted) {
        try {
            for (int i = 0; i < 500; i++) {
                Answer answer = new Answer();
                if (!locks.lock(Caller.SERVICE, file, open, posix(Type.WRITE, owner, 0, 0), answer)) {
                    assertThat(answer.errno()).isNull();
                }
                assertThat(holders.incrementAndGet()).isEqualTo(1);
                granted.incrementAndGet();
                holders.decrementAndGet();
                locks.lock(Caller.SERVICE, file, open, posix(Type.UNLOCK, owner, 0, 0), null);
            }
        } catch (ErrnoException | InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}
