package org.danaus.shell.gogo;

import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.danaus.shell.draw.Format;
import picocli.CommandLine;
import picocli.CommandLine.IExitCodeGenerator;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** A command as Gogo runs it. Safe for all threads; one call at a time for each session. */
abstract class Command implements Function {
    /** How the result is written. */
    static final String FORMAT = "--format";
    /** Explains the command. */
    static final List<String> HELP = List.of("-h", "--help");

    private static final List<String> SECTIONS = List.of(
            UsageMessageSpec.SECTION_KEY_DESCRIPTION_HEADING,
            UsageMessageSpec.SECTION_KEY_DESCRIPTION,
            UsageMessageSpec.SECTION_KEY_SYNOPSIS_HEADING,
            UsageMessageSpec.SECTION_KEY_SYNOPSIS,
            UsageMessageSpec.SECTION_KEY_PARAMETER_LIST_HEADING,
            UsageMessageSpec.SECTION_KEY_PARAMETER_LIST,
            UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING,
            UsageMessageSpec.SECTION_KEY_OPTION_LIST);

    private final String name;

    Command(String name) {
        this.name = name;
    }

    /** {@code scope:function}. */
    final String name() {
        return name;
    }

    /** What it takes of its own, by picocli's model. A new object each time: parsing leaves traces in it. */
    abstract CommandSpec own();

    /** Runs it. @return what Gogo draws: a result, or text */
    abstract Object run(CommandSession session, List<Object> words) throws Exception;

    @Override
    public final Object execute(CommandSession session, List<Object> words) throws CommandFailure {
        session.put(SessionVariables.STATUS, 0);
        try {
            return run(session, words);
        } catch (Exception | LinkageError e) {
            CommandFailure failure = CommandFailure.of(name, e);
            session.put(SessionVariables.STATUS, failure.status());
            throw failure;
        }
    }

    /** What it takes, with the options that every command has. */
    final CommandSpec spec() {
        CommandSpec spec = own().name(name);
        if (spec.findOption(FORMAT) == null) {
            spec.addOption(OptionSpec.builder(FORMAT)
                    .paramLabel("FORMAT")
                    .type(Format.class)
                    .defaultValue(Format.table.name())
                    .description("How the result is written: table (the default), json or yaml.")
                    .build());
        }
        spec.addOption(OptionSpec.builder(HELP.toArray(String[]::new))
                .usageHelp(true)
                .description("Explains the command and does nothing.")
                .build());
        return spec;
    }

    /** What it does, in one line. */
    final String description() {
        return String.join(" ", own().usageMessage().description());
    }

    /** Description, syntax, arguments and options, for the width of the session's terminal. */
    final String help(CommandSession session) {
        CommandSpec spec = spec();
        spec.usageMessage()
                .sectionKeys(SECTIONS)
                .descriptionHeading("DESCRIPTION%n  ")
                .synopsisHeading("%nSYNTAX%n  ")
                .parameterListHeading("%nARGUMENTS%n")
                .optionListHeading("%nOPTIONS%n")
                .sortOptions(false)
                .width(SessionVariables.width(session));
        return new CommandLine(spec).getUsageMessage(CommandLine.Help.Ansi.OFF).stripTrailing();
    }

    /** Takes the exit status that a result carries, if it is one that does, and writes the result in a format. */
    static Object finish(CommandSession session, Object result, Format format) {
        if (result instanceof IExitCodeGenerator judgement) {
            session.put(SessionVariables.STATUS, judgement.getExitCode());
        }
        return result == null ? null : format.of(result);
    }
}
