package org.danaus.launcher;

/** What the platform needs on disk is missing, in use or unreadable; the message says what, where and what to do. */
final class StateException extends Exception {
    private static final long serialVersionUID = 1L;

    StateException(String message) {
        super(message);
    }
}
