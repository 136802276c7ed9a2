package org.danaus.shell.gogo;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.felix.gogo.runtime.CommandProxy;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.danaus.shell.draw.Format;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A command of plain Gogo: methods found by their name, described by Gogo's own annotations, if at all. Its words go to
 * Gogo as they are, but for {@code --help} alone and {@code --format}.
 */
final class PlainCommand extends Command {
    private final Object target;
    private final String function;

    PlainCommand(String name, Object target, String function) {
        super(name);
        this.target = target;
        this.function = function;
    }

    @Override
    CommandSpec own() {
        CommandSpec spec = CommandSpec.create();
        List<Method> methods = Arrays.stream(target.getClass().getMethods())
                .filter(method -> names().contains(method.getName().toLowerCase(Locale.ROOT)))
                .toList();
        methods.stream()
                .flatMap(method -> descriptor(method.getAnnotations()).stream())
                .findFirst()
                .ifPresent(text -> spec.usageMessage().description(text.replace("%", "%%")));
        methods.stream()
                .max((a, b) -> Integer.compare(a.getParameterCount(), b.getParameterCount()))
                .ifPresent(method -> Arrays.stream(method.getParameters()).forEach(each -> add(spec, each)));
        return spec;
    }

    @Override
    Object run(CommandSession session, List<Object> words) throws Exception {
        if (words.size() == 1 && HELP.contains(String.valueOf(words.get(0)))) {
            return help(session);
        }
        List<Object> rest = new ArrayList<>(words);
        Format format = takeFormat(rest);
        return finish(session, new CommandProxy(target, function).execute(session, rest), format);
    }

    private Format takeFormat(List<Object> words) throws CommandFailure {
        // Gogo hands words over as pieces of the line, which equal no string.
        int at = words.stream().map(String::valueOf).toList().indexOf(FORMAT);
        if (at < 0) {
            return Format.table;
        }
        words.remove(at);
        String format = at < words.size() ? String.valueOf(words.remove(at)) : "";
        return Stream.of(Format.values())
                .filter(each -> each.name().equals(format))
                .findFirst()
                .orElseThrow(() -> CommandFailure.usage(
                        name(),
                        "'" + format + "' is no format; there are "
                                + Stream.of(Format.values()).map(Format::name).collect(Collectors.joining(", "))));
    }

    /** The names by which Gogo finds a method for the function. */
    private List<String> names() {
        String lower = function.toLowerCase(Locale.ROOT);
        return List.of(lower, "_" + lower, "get" + lower, "set" + lower, "is" + lower);
    }

    private static void add(CommandSpec spec, Parameter parameter) {
        if (parameter.getType() == CommandSession.class) {
            return;
        }
        String[] text = descriptor(parameter.getAnnotations())
                .map(line -> new String[] {line.replace("%", "%%")})
                .orElse(new String[0]);
        org.apache.felix.service.command.Parameter option =
                parameter.getAnnotation(org.apache.felix.service.command.Parameter.class);
        if (option == null) {
            spec.addPositional(PositionalParamSpec.builder()
                    .paramLabel(parameter.getType().getSimpleName().toUpperCase(Locale.ROOT))
                    .type(parameter.getType())
                    .required(false)
                    .description(text)
                    .build());
        } else if (Arrays.stream(option.names()).allMatch(name -> spec.findOption(name) == null)) {
            boolean flag = !option.presentValue().equals(org.apache.felix.service.command.Parameter.UNSPECIFIED);
            spec.addOption(OptionSpec.builder(option.names())
                    .arity(flag ? "0" : "1")
                    .paramLabel("VALUE")
                    .description(text)
                    .build());
        }
    }

    private static Optional<String> descriptor(Annotation[] annotations) {
        return Arrays.stream(annotations)
                .filter(Descriptor.class::isInstance)
                .map(each -> ((Descriptor) each).value())
                .findFirst();
    }
}
