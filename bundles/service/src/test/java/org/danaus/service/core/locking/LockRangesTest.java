package org.danaus.service.core.locking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.danaus.libservice.LockRequest;
import org.danaus.libservice.LockRequest.Kind;
import org.danaus.libservice.LockRequest.Type;

/** Ranges of locks against a model that notes for every byte and every owner what is held. */
class LockRangesTest {
    /** Bytes that requests name. The model has one more, which stands for all behind. */
    private static final int BYTES = 24;

    private static final int OWNERS = 3;

    @Property(tries = 2_000)
    void shouldHoldWhatAModelByByteHolds(@ForAll("requests") List<LockRequest> requests) {
        HeldLocks locks = new HeldLocks();
        Type[][] model = new Type[OWNERS][BYTES + 1];
        for (LockRequest request : requests) {
            LockRequest conflict = request.type() == Type.UNLOCK ? null : locks.conflict(request);
            assertThat(conflict != null).isEqualTo(conflicts(model, request));
            if (conflict != null) {
                assertThat(conflict.owner()).isNotEqualTo(request.owner());
                assertThat(isHeld(model, conflict)).isTrue();
                continue;
            }
            locks.apply(request);
            for (int at = (int) request.start(); at <= last(request); at++) {
                model[(int) request.owner()][at] = request.type() == Type.UNLOCK ? null : request.type();
            }
        }
        for (int owner = 0; owner < OWNERS; owner++) {
            assertThat(locks.holds(Kind.POSIX, owner)).isEqualTo(holdsAny(model[owner]));
        }
    }

    @Property(tries = 1_000)
    void shouldShowTouchingLocksOfOneOwnerAsOne(@ForAll("requests") List<LockRequest> requests) {
        HeldLocks locks = new HeldLocks();
        Type[] model = new Type[BYTES + 1];
        for (LockRequest request : requests) {
            if (request.owner() == 0) {
                locks.apply(request);
                for (int at = (int) request.start(); at <= last(request); at++) {
                    model[at] = request.type() == Type.UNLOCK ? null : request.type();
                }
            }
        }
        for (int at = 0; at <= BYTES; at++) {
            LockRequest shown = locks.conflict(new LockRequest(Kind.POSIX, Type.WRITE, 1, 0, at, at));
            assertThat(shown == null).isEqualTo(model[at] == null);
            if (shown != null) {
                assertThat(shown.type()).isEqualTo(model[at]);
                assertThat(shown.start() == 0 || model[(int) shown.start() - 1] != model[at])
                        .isTrue();
                assertThat(last(shown) == BYTES || model[last(shown) + 1] != model[at])
                        .isTrue();
            }
        }
    }

    private static boolean conflicts(Type[][] model, LockRequest request) {
        for (int owner = 0; owner < OWNERS; owner++) {
            for (int at = (int) request.start(); owner != request.owner() && at <= last(request); at++) {
                Type held = model[owner][at];
                boolean exclusive = held == Type.WRITE || request.type() == Type.WRITE;
                if (held != null && exclusive && request.type() != Type.UNLOCK) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isHeld(Type[][] model, LockRequest lock) {
        for (int at = (int) lock.start(); at <= last(lock); at++) {
            if (model[(int) lock.owner()][at] != lock.type()) {
                return false;
            }
        }
        return true;
    }

    private static boolean holdsAny(Type[] bytes) {
        for (Type held : bytes) {
            if (held != null) {
                return true;
            }
        }
        return false;
    }

    private static int last(LockRequest request) {
        return (int) Math.min(request.end(), BYTES);
    }

    @Provide
    Arbitrary<List<LockRequest>> requests() {
        Arbitrary<Integer> places = Arbitraries.integers().between(0, BYTES - 1);
        return Combinators.combine(
                        Arbitraries.of(Type.class),
                        Arbitraries.integers().between(0, OWNERS - 1),
                        places,
                        places,
                        Arbitraries.frequencyOf(
                                net.jqwik.api.Tuple.of(5, Arbitraries.just(false)),
                                net.jqwik.api.Tuple.of(1, Arbitraries.just(true))))
                .as((type, owner, one, other, toEnd) -> new LockRequest(
                        Kind.POSIX,
                        type,
                        owner,
                        owner,
                        Math.min(one, other),
                        toEnd ? Long.MAX_VALUE : Math.max(one, other)))
                .list()
                .ofMaxSize(30);
    }
}
