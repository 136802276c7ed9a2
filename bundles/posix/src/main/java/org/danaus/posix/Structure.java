package org.danaus.posix;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A structure of the C library in memory of its own, or a place in other memory. Owned by one thread. */
public abstract class Structure {
    /** The bytes, index 0 first, in the machine's byte order. */
    protected final ByteBuffer memory;

    private final long address;

    /** A structure at a place in direct memory. @param memory exactly its bytes */
    protected Structure(ByteBuffer memory) {
        this.memory = memory.order(ByteOrder.nativeOrder());
        this.address = NativeMemory.address(memory);
    }

    /** Where it lies. Valid while this object is reachable. */
    public final long address() {
        return address;
    }
}
