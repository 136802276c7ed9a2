package org.danaus.shell.gogo;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.felix.service.command.CommandSession;
import org.danaus.libservice.CompositionException;
import org.danaus.libservice.Quantity;
import org.danaus.service.FilesystemName;
import org.danaus.service.LayerSpec;
import org.danaus.shell.draw.Format;
import org.danaus.shell.draw.Rows;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.TypeConversionException;

/**
 * A command that picocli's annotations on a method describe. Beside picocli's own types its arguments may be a
 * {@link FilesystemName}, a {@link LayerSpec}, a {@link Duration} ({@code 30s}) or a {@link Path}, which is taken from the
 * session's directory. If it has an option {@code --yes}, it is asked for before it runs.
 */
final class DeclaredCommand extends Command {
    private static final String YES = "--yes";
    /** A path argument that means the standard input stream. */
    private static final String STANDARD_INPUT = "-";

    private final Object target;
    private final Method method;

    DeclaredCommand(String name, Object target, Method method) {
        super(name);
        this.target = target;
        this.method = method;
        method.setAccessible(true);
    }

    @Override
    CommandSpec own() {
        return CommandSpec.forAnnotatedObject(method, new Targets());
    }

    @Override
    Object run(CommandSession session, List<Object> words) throws Exception {
        CommandSpec spec = spec();
        CommandLine line = line(session, spec);
        ParseResult parsed = parse(line, words);
        if (line.isUsageHelpRequested()) {
            return help(session);
        }
        if (spec.findOption(YES) != null && !parsed.hasMatchedOption(YES)) {
            ask(session, words);
        }
        new RunLast().execute(parsed);
        Object result = line.getExecutionResult();
        Format format = spec.findOption(FORMAT).getValue();
        return finish(session, result instanceof List<?> list ? rows(list) : result, format);
    }

    private CommandLine line(CommandSession session, CommandSpec spec) {
        Path directory = session.currentDir();
        return new CommandLine(spec, new Targets())
                .setExpandAtFiles(false)
                .registerConverter(FilesystemName.class, checked(FilesystemName::parse))
                .registerConverter(LayerSpec.class, checked(LayerSpec::parse))
                .registerConverter(Duration.class, checked(text -> Quantity.time("time", text)))
                .registerConverter(
                        Path.class,
                        text -> text.equals(STANDARD_INPUT)
                                ? Path.of(text)
                                : directory.resolve(text).normalize());
    }

    private ParseResult parse(CommandLine line, List<Object> words) throws CommandFailure {
        try {
            return line.parseArgs(words.stream().map(String::valueOf).toArray(String[]::new));
        } catch (ParameterException e) {
            List<String> unknown = e.getCommandLine().getUnmatchedArguments();
            throw CommandFailure.usage(
                    name(), unknown.isEmpty() ? e.getMessage() : "'" + unknown.get(0) + "' is not expected here");
        }
    }

    private void ask(CommandSession session, List<Object> words) throws CommandFailure, IOException {
        String call = name() + " " + words.stream().map(String::valueOf).collect(Collectors.joining(" "));
        if (!Dialogue.isPossible(session)) {
            throw CommandFailure.failed(call + ": nobody is there to be asked; say -y to go on without");
        }
        if (!Dialogue.confirm(session, description() + " " + call + ": go on?")) {
            throw CommandFailure.failed(call + ": left alone");
        }
    }

    /** With the class of its rows, if the method says it, so that an empty list has a head. */
    private List<?> rows(List<?> list) {
        boolean records = method.getGenericReturnType() instanceof ParameterizedType type
                && type.getActualTypeArguments()[0] instanceof Class<?> row
                && row.isRecord();
        return records ? new Rows(rowType().asSubclass(Record.class), list) : list;
    }

    private Class<?> rowType() {
        Type row = ((ParameterizedType) method.getGenericReturnType()).getActualTypeArguments()[0];
        return (Class<?>) row;
    }

    private static <T> ITypeConverter<T> checked(Reader<T> reader) {
        return text -> {
            try {
                return reader.read(text);
            } catch (CompositionException e) {
                throw new TypeConversionException(e.getMessage());
            }
        };
    }

    @FunctionalInterface
    private interface Reader<T> {
        T read(String text) throws CompositionException;
    }

    /** Hands picocli the component for its class, and makes what else it asks for. */
    private final class Targets implements IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            return type.isInstance(target)
                    ? type.cast(target)
                    : CommandLine.defaultFactory().create(type);
        }
    }
}
