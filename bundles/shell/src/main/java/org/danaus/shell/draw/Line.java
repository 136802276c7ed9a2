package org.danaus.shell.draw;

/** A result that is drawn as one line of its own, rather than as a table. In JSON it is what its components say. */
public interface Line {
    /** The line, without its end. */
    String line();
}
