package org.danaus.service;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.danaus.libservice.CompositionException;

/**
 * One layer as a spec asks for it. As text: {@code type[:name],option=value,…}; an option given more than once has several values; a comma or backslash in a
 * value is written behind a backslash.
 *
 * @param name unique in its stack; the layer of a new spec that has the name of one of the old spec succeeds it in a hot swap. The type unless said otherwise
 * @param type {@link org.danaus.libservice.LibserviceFactory#TYPE}
 * @param options values by option in the order given; not yet checked against what the factory describes; one
 *     without a value is left out
 */
public record LayerSpec(String name, String type, Map<String, List<String>> options) {
    private static final Pattern WORD = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

    /** Keeps copies. @throws IllegalArgumentException if name or type is not a word of a to z, 0 to 9, {@code . _ -} */
    public LayerSpec {
        requireWord("layer name", name);
        requireWord("layer type", type);
        Map<String, List<String>> copy = new LinkedHashMap<>();
        options.forEach((option, values) -> {
            if (!values.isEmpty()) {
                copy.put(option, List.copyOf(values));
            }
        });
        options = Collections.unmodifiableMap(copy);
    }

    /** Reads the form above. @throws CompositionException if it is not of that form, with the text at fault */
    public static LayerSpec parse(String text) throws CompositionException {
        List<String> parts = EscapedList.split(text);
        String[] head = parts.get(0).split(":", 2);
        String type = head[0].trim();
        String name = head.length > 1 ? head[1].trim() : type;
        Map<String, List<String>> options = new LinkedHashMap<>();
        for (String part : parts.subList(1, parts.size())) {
            int equals = part.indexOf('=');
            if (equals < 1) {
                throw new CompositionException("layer '" + text + "': '" + part + "' is not option=value");
            }
            options.computeIfAbsent(part.substring(0, equals).trim(), key -> new java.util.ArrayList<>())
                    .add(part.substring(equals + 1));
        }
        try {
            return new LayerSpec(name, type, options);
        } catch (IllegalArgumentException e) {
            throw new CompositionException("layer '" + text + "': " + e.getMessage(), e);
        }
    }

    /** This layer with one option set to the given values; none removes it. */
    public LayerSpec with(String option, List<String> values) {
        Map<String, List<String>> changed = new LinkedHashMap<>(options);
        if (values.isEmpty()) {
            changed.remove(option);
        } else {
            changed.put(option, values);
        }
        return new LayerSpec(name, type, changed);
    }

    /** The same name and options with another type. */
    public LayerSpec withType(String other) {
        return new LayerSpec(name, other, options);
    }

    /** The form that {@link #parse} reads. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(type);
        if (!name.equals(type)) {
            text.append(':').append(name);
        }
        options.forEach((option, values) -> values.forEach(
                value -> text.append(',').append(option).append('=').append(EscapedList.escape(value))));
        return text.toString();
    }

    static void requireWord(String what, String word) {
        if (!WORD.matcher(word).matches()) {
            throw new IllegalArgumentException(
                    what + " '" + word + "' must be 1 to 63 of a-z 0-9 . _ - and begin with a letter or digit");
        }
    }
}
