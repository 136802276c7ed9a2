package org.danaus.shell.gogo;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.danaus.shell.draw.ResultConverter;
import picocli.CommandLine;

/** Gogo as it runs in the platform, without a framework. */
public final class TestShell implements AutoCloseable {
    private final ThreadIOImpl streams = new ThreadIOImpl();
    private final CommandProcessorImpl gogo;

    /** With no command but those that are added. */
    public TestShell() {
        streams.start();
        gogo = new CommandProcessorImpl(streams);
        gogo.addConverter(new ResultConverter());
    }

    /** Adds what picocli describes of a component. */
    public TestShell add(String scope, Object component) {
        for (Method method : CommandLine.getCommandMethods(component.getClass(), null)) {
            gogo.addCommand(
                    scope, new DeclaredCommand(scope + ":" + method.getName(), component, method), method.getName());
        }
        return this;
    }

    /** Adds a plain function. */
    public TestShell addPlain(String scope, Object component, String function) {
        gogo.addCommand(scope, new PlainCommand(scope + ":" + function, component, function), function);
        return this;
    }

    /** The processor. */
    public CommandProcessorImpl gogo() {
        return gogo;
    }

    /** Runs a line and gives back what it printed and returned, as a person sees it. */
    public Outcome run(String line) {
        return run(line, null, "");
    }

    /** The same, with somebody to answer, or not, or unknown, and what is typed. */
    public Outcome run(String line, Boolean answers, String typed) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        try (CommandSession session =
                gogo.createSession(new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)), out, out)) {
            session.put(SessionVariables.ANSWERS, answers);
            String error = null;
            try {
                Object result = session.execute(line);
                if (result != null) {
                    out.println(session.format(result, Converter.INSPECT));
                }
            } catch (Exception e) {
                error = e.toString();
            }
            return new Outcome(printed.toString(StandardCharsets.UTF_8), error, SessionVariables.status(session));
        }
    }

    @Override
    public void close() {
        gogo.stop();
        streams.stop();
    }

    /** What came of a line; the error is null if there was none. */
    public record Outcome(String printed, String error, int status) {}
}
