package org.danaus.shell.gogo;

import java.lang.reflect.InvocationTargetException;
import org.danaus.libservice.CompositionException;
import org.danaus.libservice.ErrnoException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ExecutionException;

/** A command has failed; the message is the one line that a person reads. Printed without a class name before it. */
public final class CommandFailure extends Exception {
    /** The command could not do it. */
    public static final int FAILED = 1;
    /** It was called wrongly, and did nothing. */
    public static final int USAGE = 2;

    private static final long serialVersionUID = 1L;
    private static final Logger log = LoggerFactory.getLogger(CommandFailure.class);

    private final int status;

    private CommandFailure(int status, String line, Throwable cause) {
        super(line, cause);
        this.status = status;
    }

    /** A command called wrongly. */
    static CommandFailure usage(String command, String fault) {
        return new CommandFailure(USAGE, oneLine(fault) + "; see " + command + " --help", null);
    }

    /** A command that cannot go on. */
    static CommandFailure failed(String line) {
        return new CommandFailure(FAILED, oneLine(line), null);
    }

    /** What a command has thrown, as one line. What nobody foresaw goes to the log with its trace. */
    public static CommandFailure of(String command, Throwable thrown) {
        Throwable failure = unwrapped(thrown);
        if (failure instanceof CommandFailure known) {
            return known;
        }
        if (failure instanceof CompositionException) {
            return new CommandFailure(FAILED, oneLine(failure.getMessage()), failure);
        }
        if (failure instanceof ErrnoException errno) {
            return new CommandFailure(FAILED, command + ": " + errno.errno().text(), failure);
        }
        log.error("{} failed", command, failure);
        String reason = failure.getMessage() == null || failure instanceof RuntimeException
                ? failure.toString()
                : failure.getMessage();
        return new CommandFailure(
                FAILED, command + " failed: " + oneLine(reason) + "; the log has the details", failure);
    }

    /** What an interpreter of commands has thrown: as {@link #of}, but a fault of what was typed is not logged. */
    public static CommandFailure ofTyped(String command, Throwable thrown) {
        Throwable failure = unwrapped(thrown);
        boolean typed = failure instanceof IllegalArgumentException || failure instanceof NoSuchMethodException;
        return typed ? new CommandFailure(USAGE, oneLine(failure.getMessage()), failure) : of(command, failure);
    }

    /** The exit status that says so. */
    public int status() {
        return status;
    }

    private static Throwable unwrapped(Throwable thrown) {
        boolean wraps = thrown instanceof InvocationTargetException || thrown instanceof ExecutionException;
        return wraps && thrown.getCause() != null ? unwrapped(thrown.getCause()) : thrown;
    }

    private static String oneLine(String text) {
        return String.valueOf(text).strip().replaceAll("\\s*\\R\\s*", "; ");
    }

    @Override
    public String toString() {
        return getMessage();
    }
}
