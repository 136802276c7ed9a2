package org.danaus.libservice;

/**
 * The only exception that may leave a libservice operation. One instance an {@link Errno}, from {@link Errno#exception()}: it has neither stack
 * trace nor cause, and raising it allocates nothing.
 */
public final class ErrnoException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Errno errno;

    ErrnoException(Errno errno) {
        super(errno.name() + ": " + errno.text(), null, false, false);
        this.errno = errno;
    }

    /** The error. */
    public Errno errno() {
        return errno;
    }
}
