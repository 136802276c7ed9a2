package org.danaus.state;

import java.io.IOException;
import java.nio.file.Path;

/** A file of the state directory does not hold what it must. The message is one line: file, line and column, and what to do. */
public final class CorruptFileException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * A fault at a position.
     *
     * @param line counted from 1
     * @param column counted from 1
     * @param fault what is wrong there
     */
    public CorruptFileException(Path file, int line, int column, String fault) {
        super(file + ":" + line + ":" + column + ": " + fault
                + "; mend the file, or move it away to start without what it holds");
    }
}
