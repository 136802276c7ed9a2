package org.danaus.shell.gogo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.CommandSessionListener;
import org.apache.felix.service.command.Function;
import org.jline.builtins.Completers.CompletionData;
import org.jline.reader.ParsedLine;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Tells Gogo's interactive sessions how the commands are completed. Gogo keeps a table of completions in a variable of each
 * session, and the way to it is to be told of what the session executes, which begins with its profile.
 */
@Component(service = CommandSessionListener.class)
public final class Completions implements CommandSessionListener {
    private static final String TABLE = ".completions";
    private static final String LINE = ".commandLine";
    private static final String FUNCTION = "__danaus_candidates";

    private final Commands commands;
    private final Candidates candidates;

    /** With what there is to complete. */
    @Activate
    public Completions(@Reference Commands commands, @Reference Candidates candidates) {
        this.commands = commands;
        this.candidates = candidates;
    }

    @Override
    public void beforeExecute(CommandSession session, CharSequence program) {
        if (session.get(TABLE) instanceof Map<?, ?> table) {
            @SuppressWarnings("unchecked")
            Map<String, List<CompletionData>> completions = (Map<String, List<CompletionData>>) table;
            fill(session, completions);
        }
    }

    @Override
    public void afterExecute(CommandSession session, CharSequence program, Exception failure) {
        // A command that has come meanwhile is told of before the next line.
    }

    @Override
    public void afterExecute(CommandSession session, CharSequence program, Object result) {
        // As above.
    }

    private void fill(CommandSession session, Map<String, List<CompletionData>> completions) {
        session.put(FUNCTION, (Function) this::candidates);
        for (Command command : commands.all()) {
            completions.computeIfAbsent(command.name(), name -> data(command));
        }
    }

    /** One line for the command, one for each option, one for all arguments. */
    private static List<CompletionData> data(Command command) {
        List<CompletionData> data = new ArrayList<>();
        data.add(new CompletionData(null, command.description(), null, null));
        for (OptionSpec option : command.spec().options()) {
            data.add(new CompletionData(
                    Arrays.asList(option.names()), String.join(" ", option.description()), null, null));
        }
        data.add(new CompletionData(null, null, FUNCTION + " " + command.name(), null));
        return data;
    }

    private Collection<String> candidates(CommandSession session, List<Object> arguments) {
        Optional<Command> command =
                arguments.stream().findFirst().map(String::valueOf).flatMap(commands::find);
        if (command.isEmpty() || !(session.get(LINE) instanceof ParsedLine line)) {
            return List.of();
        }
        List<String> words = Stream.concat(
                        Stream.of(command.get().name()),
                        line.words().subList(1, Math.max(1, line.wordIndex())).stream())
                .toList();
        return candidates.after(command.get().spec(), words);
    }
}
