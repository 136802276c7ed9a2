package org.danaus.bench;

/** A benchmark cannot go on. The message is one line for a person: what, where, what to do. */
public final class BenchException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With that line. */
    public BenchException(String message) {
        super(message);
    }

    /** With that line and what is behind it. */
    public BenchException(String message, Throwable cause) {
        super(message, cause);
    }
}
