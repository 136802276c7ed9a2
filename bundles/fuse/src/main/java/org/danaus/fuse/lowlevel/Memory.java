package org.danaus.fuse.lowlevel;

import com.kenai.jffi.MemoryIO;

/** Reads and writes native memory at addresses that libfuse gives. */
public final class Memory {
    /** Unchecked access. */
    public static final MemoryIO AT = MemoryIO.getInstance();

    private Memory() {}

    /** Memory of zeros, to be given back by {@link #free}. */
    public static long allocate(long bytes) {
        long address = AT.allocateMemory(bytes, true);
        if (address == 0) {
            throw new OutOfMemoryError("no native memory: bytes=" + bytes);
        }
        return address;
    }

    /** Gives memory back. */
    public static void free(long address) {
        AT.freeMemory(address);
    }

    /** A copy of a string, without its NUL. */
    public static byte[] string(long address) {
        return AT.getZeroTerminatedByteArray(address);
    }
}
