package org.danaus.posix;

import jnr.ffi.LibraryLoader;

/** Who this process is to the kernel. Any thread; each call asks the kernel. */
public final class ProcessIdentity {

    private static final Calls CALLS =
            LibraryLoader.create(Calls.class).failImmediately().load("c");

    private ProcessIdentity() {}

    /** Number of this process, in its own PID namespace. */
    public static int pid() {
        return CALLS.getpid();
    }

    /** Effective user id, as the kernel sees it: 32 bits, unsigned. */
    public static int effectiveUser() {
        return CALLS.geteuid();
    }

    /** The functions of libc, by their own names. Public for jnr-ffi, which implements it at run time. */
    public interface Calls {
        /** See getpid(2). */
        int getpid();

        /** See geteuid(2). */
        int geteuid();
    }
}
