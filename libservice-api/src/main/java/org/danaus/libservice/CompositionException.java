package org.danaus.libservice;

/** A filesystem cannot be composed as asked. The message is one line for a person: what is wrong, where, and what to do. */
public class CompositionException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With a line for a person. */
    public CompositionException(String message) {
        super(message);
    }

    /** With a line for a person and what it came from. */
    public CompositionException(String message, Throwable cause) {
        super(message, cause);
    }
}
