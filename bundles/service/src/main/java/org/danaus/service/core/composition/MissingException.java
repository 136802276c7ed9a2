package org.danaus.service.core.composition;

import org.danaus.libservice.CompositionException;

/** A filesystem cannot be composed yet, but can be when what is missing arrives. */
public final class MissingException extends CompositionException {
    private static final long serialVersionUID = 1L;

    /** With what is waited for. */
    public MissingException(String message) {
        super(message);
    }
}
