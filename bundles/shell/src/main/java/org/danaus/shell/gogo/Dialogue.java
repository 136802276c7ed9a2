package org.danaus.shell.gogo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.felix.service.command.CommandSession;
import org.jline.terminal.Terminal;

/** Questions to the person at a session's keyboard, if there is one. */
final class Dialogue {

    private static final String TERMINAL = ".terminal";
    private static final int LONGEST_ANSWER = 80;

    private Dialogue() {}

    /** Whether somebody can answer. */
    static boolean isPossible(CommandSession session) {
        if (session.get(SessionVariables.ANSWERS) instanceof Boolean answers) {
            return answers;
        }
        return session.get(TERMINAL) instanceof Terminal terminal
                && !terminal.getType().startsWith("dumb");
    }

    /** Asks; anything but yes is no. Waits for an end of line or of the stream. */
    static boolean confirm(CommandSession session, String question) throws IOException {
        System.err.print(question + " [y/N] ");
        System.err.flush();
        // Between a session's streams and its terminal nothing passes a flush on.
        if (session.get(TERMINAL) instanceof Terminal terminal) {
            terminal.flush();
        }
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        // One byte at a time: what comes after the line is for others.
        for (int next = System.in.read(); next >= 0 && next != '\n' && next != '\r'; next = System.in.read()) {
            if (answer.size() < LONGEST_ANSWER) {
                answer.write(next);
            }
        }
        String word = answer.toString(StandardCharsets.UTF_8).strip().toLowerCase(Locale.ROOT);
        return word.equals("y") || word.equals("yes");
    }
}
