package org.danaus.posix;

import com.kenai.jffi.LastError;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Lease;

/** The C library, loaded, and how its errors become ours. */
public final class Posix {
    /** The C library. */
    public static final LibC LIBC = LibraryLoader.create(LibC.class).load("c");

    private static final LastError LAST_ERROR = LastError.getInstance();

    private Posix() {}

    /** The error number of this thread's last call that failed. Allocates nothing. */
    public static int errno() {
        return LAST_ERROR.get();
    }

    /** The exception for this thread's last call that failed. Allocates nothing. */
    public static ErrnoException error() {
        return Errno.of(LAST_ERROR.get()).exception();
    }

    /**
     * Passes a result through unless it is an error.
     *
     * @throws ErrnoException what the thread's last call failed with, if {@code result} is -1
     */
    public static int check(int result) throws ErrnoException {
        if (result == -1) {
            throw error();
        }
        return result;
    }

    /** As {@link #check(int)}, for results of 64 bits. */
    public static long check(long result) throws ErrnoException {
        if (result == -1) {
            throw error();
        }
        return result;
    }

    /** A lease on a descriptor; given back, it is closed. */
    public static Lease lease(int descriptor) {
        return new Lease(descriptor, () -> LIBC.close(descriptor));
    }

    /** Native memory as the few functions with six parameters want it. Allocates. */
    public static Pointer pointer(long address) {
        return Pointer.wrap(Runtime.getSystemRuntime(), address);
    }
}
