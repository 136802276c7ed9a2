package org.danaus.posix;

import com.kenai.jffi.MemoryIO;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Memory outside the Java heap: where a direct buffer lies, and memory whose end is known. */
public final class NativeMemory {
    private static final MemoryIO MEMORY = MemoryIO.getInstance();

    private NativeMemory() {}

    /**
     * The address of a direct buffer's index 0, whatever its position. Valid while the buffer is reachable: keep it so
     * over the call that uses the address. Allocates nothing.
     */
    public static long address(ByteBuffer direct) {
        return MEMORY.getDirectBufferAddress(direct);
    }

    /** A direct buffer in the machine's byte order, of zeros; given back by the garbage collector. */
    public static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    /** Memory of undefined content, to be given back by {@link #free}. @throws OutOfMemoryError if there is none */
    public static long allocate(long bytes) {
        long address = MEMORY.allocateMemory(bytes, false);
        if (address == 0) {
            throw new OutOfMemoryError("no native memory: bytes=" + bytes);
        }
        return address;
    }

    /** Gives back memory from {@link #allocate}. */
    public static void free(long address) {
        MEMORY.freeMemory(address);
    }

    /** A buffer over memory from {@link #allocate}, in the machine's byte order; not to be used after {@link #free}. */
    public static ByteBuffer view(long address, int bytes) {
        return MEMORY.newDirectByteBuffer(address, bytes).order(ByteOrder.nativeOrder());
    }
}
