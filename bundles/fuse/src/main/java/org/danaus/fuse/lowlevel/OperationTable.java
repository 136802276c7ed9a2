package org.danaus.fuse.lowlevel;

import java.util.ArrayList;
import java.util.List;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/** struct fuse_lowlevel_ops in native memory. Keeps what it points to alive; must itself live as long as a session uses it. */
public final class OperationTable {
    /** Size of the structure. */
    public static final int BYTES = Slot.values().length * Long.BYTES;

    private final long address = Memory.allocate(BYTES);
    private final List<Object> kept = new ArrayList<>();

    /** Where it is. */
    public long address() {
        return address;
    }

    /** Sets an operation. */
    public <T> void put(Slot slot, Class<T> shape, T operation) {
        Memory.AT.putAddress(address + (long) slot.ordinal() * Long.BYTES, pointer(shape, operation));
    }

    /** The address of a function that calls an object of ours; good while this table lives. */
    public <T> long pointer(Class<T> shape, T operation) {
        Pointer pointer = Runtime.getSystemRuntime().getClosureManager().getClosurePointer(shape, operation);
        kept.add(operation);
        kept.add(pointer);
        return pointer.address();
    }

    /** Frees the table. The session that used it must be gone. */
    public void free() {
        Memory.free(address);
        kept.clear();
    }
}
