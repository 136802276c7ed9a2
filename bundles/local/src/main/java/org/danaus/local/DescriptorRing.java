package org.danaus.local;

/**
 * The descriptors that are held open although no operation uses them: a clock with a hand. A full ring gives up one
 * that was not used since the hand last passed. Guarded by itself; using a descriptor that is in it takes no lock.
 */
final class DescriptorRing {
    private final Descriptor[] slots;
    private int hand;

    DescriptorRing(int limit) {
        slots = new Descriptor[limit];
    }

    /** Takes a descriptor in, which the ring holds from now on in place of the caller. */
    void add(Descriptor fresh) {
        Descriptor evicted = place(fresh);
        if (evicted != null) {
            evicted.release();
        }
    }

    /** Gives a descriptor up, if it is in here. */
    void remove(Descriptor descriptor) {
        synchronized (this) {
            if (descriptor.slot == -1) {
                return;
            }
            slots[descriptor.slot] = null;
            descriptor.slot = -1;
        }
        descriptor.release();
    }

    /** Gives up those that were not used since the last sweep. */
    void sweep() {
        for (int i = 0; i < slots.length; i++) {
            Descriptor idle;
            synchronized (this) {
                Descriptor descriptor = slots[i];
                if (descriptor == null) {
                    continue;
                }
                idle = descriptor.used ? null : descriptor;
                descriptor.used = false;
                if (idle != null) {
                    slots[i] = null;
                    idle.slot = -1;
                }
            }
            if (idle != null) {
                idle.release();
            }
        }
    }

    private synchronized Descriptor place(Descriptor fresh) {
        // Two rounds at most: users may set their marks again behind the hand for ever.
        for (int steps = 2 * slots.length; steps > 0; steps--) {
            hand = hand + 1 == slots.length ? 0 : hand + 1;
            Descriptor there = slots[hand];
            if (there == null || !there.used) {
                break;
            }
            there.used = false;
        }
        Descriptor evicted = slots[hand];
        if (evicted != null) {
            evicted.slot = -1;
        }
        slots[hand] = fresh;
        fresh.slot = hand;
        return evicted;
    }
}
