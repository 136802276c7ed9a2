package org.danaus.fuse.session;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

/**
 * Objects by small numbers, which are given out again after use. Without locks, but to grow: free numbers form a stack whose head carries a tag against ABA. Numbers begin at 1.
 *
 * @param <T> what is kept
 */
final class SlotTable<T> {
    private static final int CHUNK_BITS = 10;
    private static final int CHUNK = 1 << CHUNK_BITS;
    private static final int MAX_CHUNKS = 1 << 16;

    /** Chunks are added under this object's monitor and never go; reads are ordered by the array's volatile access. */
    private final AtomicReferenceArray<AtomicReferenceArray<T>> values = new AtomicReferenceArray<>(MAX_CHUNKS);

    private final AtomicReferenceArray<AtomicIntegerArray> links = new AtomicReferenceArray<>(MAX_CHUNKS);
    /** Tag in the upper half, number of the first free slot in the lower; 0 for none. */
    private final AtomicLong free = new AtomicLong();

    private int chunks;

    /** Keeps an object. @return its number */
    int add(T value) {
        int number = take();
        values.get(number >>> CHUNK_BITS).set(number & (CHUNK - 1), value);
        return number;
    }

    /** The object of a number, or null. */
    T get(long number) {
        if (number <= 0 || number >= (long) MAX_CHUNKS << CHUNK_BITS) {
            return null;
        }
        AtomicReferenceArray<T> chunk = values.get((int) number >>> CHUNK_BITS);
        return chunk == null ? null : chunk.get((int) number & (CHUNK - 1));
    }

    /** Forgets an object. @return it, or null if there was none */
    T remove(long number) {
        if (get(number) == null) {
            return null;
        }
        T gone = values.get((int) number >>> CHUNK_BITS).getAndSet((int) number & (CHUNK - 1), null);
        if (gone != null) {
            give((int) number);
        }
        return gone;
    }

    /** Whether nothing is kept; walks through all. */
    boolean isEmpty() {
        for (int i = 0; i < MAX_CHUNKS && values.get(i) != null; i++) {
            AtomicReferenceArray<T> chunk = values.get(i);
            for (int j = 0; j < CHUNK; j++) {
                if (chunk.get(j) != null) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Calls for each object that is there. */
    void forEach(Consumer<T> action) {
        for (int i = 0; i < MAX_CHUNKS; i++) {
            AtomicReferenceArray<T> chunk = values.get(i);
            if (chunk == null) {
                return;
            }
            for (int j = 0; j < CHUNK; j++) {
                T value = chunk.get(j);
                if (value != null) {
                    action.accept(value);
                }
            }
        }
    }

    private int take() {
        while (true) {
            long head = free.get();
            int number = (int) head;
            if (number == 0) {
                grow();
            } else {
                int next = links.get(number >>> CHUNK_BITS).get(number & (CHUNK - 1));
                if (free.compareAndSet(head, (head >>> 32) + 1 << 32 | next)) {
                    return number;
                }
            }
        }
    }

    private void give(int number) {
        while (true) {
            long head = free.get();
            links.get(number >>> CHUNK_BITS).set(number & (CHUNK - 1), (int) head);
            if (free.compareAndSet(head, (head >>> 32) + 1 << 32 | number)) {
                return;
            }
        }
    }

    private synchronized void grow() {
        if ((int) free.get() != 0) {
            return;
        }
        if (chunks == MAX_CHUNKS) {
            throw new IllegalStateException("table is full: slots=" + ((long) MAX_CHUNKS << CHUNK_BITS));
        }
        links.set(chunks, new AtomicIntegerArray(CHUNK));
        values.set(chunks, new AtomicReferenceArray<>(CHUNK));
        int first = chunks++ << CHUNK_BITS;
        for (int number = first + CHUNK - 1; number >= Math.max(first, 1); number--) {
            give(number);
        }
    }
}
