package org.danaus.shell.gogo;

import java.util.List;
import org.danaus.libservice.CompositionException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Parameters;

/** The command that lists commands. */
@Component(
        service = HelpCommand.class,
        property = {"osgi.command.scope=danaus", "osgi.command.function=help"})
public final class HelpCommand {
    private final Commands commands;

    /** Lists those. */
    @Activate
    public HelpCommand(@Reference Commands commands) {
        this.commands = commands;
    }

    /** {@code danaus:help}. */
    @picocli.CommandLine.Command(description = "Lists the commands, or those of one scope.")
    public List<Row> help(
            @Parameters(paramLabel = "SCOPE", arity = "0..1", description = "Only these, such as fs.") String scope)
            throws CompositionException {
        List<Row> rows = commands.all().stream()
                .filter(command -> scope == null || command.name().startsWith(scope + ":"))
                .map(command -> new Row(command.name(), command.description()))
                .toList();
        if (rows.isEmpty()) {
            throw new CompositionException("there is no command in scope '" + scope + "'; danaus:help lists all");
        }
        return rows;
    }

    /** A command. */
    record Row(String command, String description) {}
}
