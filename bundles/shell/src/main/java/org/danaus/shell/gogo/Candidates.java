package org.danaus.shell.gogo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.danaus.service.FilesystemName;
import org.danaus.service.LayerSpec;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * What may stand at a place of a command line, by the argument's type or, if that is text, by its label. A command of any
 * bundle that labels its arguments as ours are ({@code TENANT}, {@code FILESYSTEM}, {@code LAYER}, {@code TYPE}) is
 * completed as ours are.
 */
@Component(service = Candidates.class)
public final class Candidates {
    /** What a type is completed with, whatever the label. */
    private static final Map<Class<?>, String> LABELS =
            Map.of(FilesystemName.class, "FILESYSTEM", LayerSpec.class, "TYPE");

    private final Map<String, NameSource> sources = new ConcurrentHashMap<>();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindSource(NameSource source, Map<String, Object> properties) {
        sources.put(String.valueOf(properties.get(NameSource.LABEL)), source);
    }

    void unbindSource(NameSource source, Map<String, Object> properties) {
        sources.remove(String.valueOf(properties.get(NameSource.LABEL)), source);
    }

    /** What may follow the words, the first of which is the command. */
    Collection<String> after(CommandSpec spec, List<String> words) {
        OptionSpec pending = null;
        int position = 0;
        for (String word : words.subList(1, words.size())) {
            if (pending != null) {
                pending = null;
            } else if (word.startsWith("-")) {
                OptionSpec option = spec.findOption(word);
                pending = option != null && option.arity().max() > 0 ? option : null;
            } else {
                position++;
            }
        }
        return pending != null ? of(pending, words) : ofPosition(spec, position, words);
    }

    private Collection<String> ofPosition(CommandSpec spec, int position, List<String> words) {
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            if (parameter.index().contains(position)) {
                return of(parameter, words);
            }
        }
        return List.of();
    }

    private Collection<String> of(ArgSpec argument, List<String> words) {
        if (argument.completionCandidates() != null) {
            Collection<String> given = new ArrayList<>();
            argument.completionCandidates().forEach(given::add);
            return given;
        }
        // Of a list, the type of its elements.
        Class<?> type = argument.auxiliaryTypes()[0];
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants()).map(Object::toString).toList();
        }
        NameSource source = sources.get(LABELS.getOrDefault(type, argument.paramLabel()));
        return source == null ? List.of() : source.names(words);
    }
}
