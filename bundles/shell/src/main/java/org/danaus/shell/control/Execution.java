package org.danaus.shell.control;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.danaus.control.Frame;
import org.danaus.control.Request;
import org.danaus.shell.gogo.CommandFailure;
import org.danaus.shell.gogo.SessionVariables;

/** One request run in a Gogo session of its own. The words are handed over as they are: Gogo reads none of them as program. */
final class Execution {
    private static final Pattern COMMAND = Pattern.compile("[a-z][a-z0-9-]*(:[a-z][a-z0-9-]*)?");
    private static final String SCOPE = "danaus:*";

    private final CommandProcessor gogo;

    Execution(CommandProcessor gogo) {
        this.gogo = gogo;
    }

    /** Runs it to its end. @return the exit status */
    int run(Request request, Conversation client) {
        PrintStream out = stream(client, Frame.OUT);
        PrintStream err = stream(client, Frame.ERR);
        try (CommandSession session = gogo.createSession(client.input(), out, err)) {
            return run(request, session, out, err);
        } finally {
            out.flush();
            err.flush();
        }
    }

    private static int run(Request request, CommandSession session, PrintStream out, PrintStream err) {
        String command = request.words().get(0);
        try {
            session.put("SCOPE", SCOPE);
            if (!COMMAND.matcher(command).matches() || session.get(command) == null) {
                err.println("danaus: there is no command '" + command.replaceAll("\\p{Cntrl}", "?")
                        + "'; ./danaus danaus:help lists those there are");
                return CommandFailure.USAGE;
            }
            session.currentDir(Path.of(request.directory()));
            session.put(SessionVariables.ANSWERS, request.terminal());
            session.put(SessionVariables.COLUMNS, request.columns());
            session.put("args", request.words().subList(1, request.words().size()));
            Object result = session.execute(command + " $args");
            if (result != null) {
                out.println(session.format(result, Converter.INSPECT));
            }
            return SessionVariables.status(session);
        } catch (Exception | LinkageError e) {
            CommandFailure failure = CommandFailure.ofTyped(command, e);
            err.println("danaus: " + failure.getMessage());
            return failure.status();
        }
    }

    private static PrintStream stream(Conversation client, byte type) {
        return new PrintStream(new java.io.BufferedOutputStream(client.output(type)), true, StandardCharsets.UTF_8);
    }
}
