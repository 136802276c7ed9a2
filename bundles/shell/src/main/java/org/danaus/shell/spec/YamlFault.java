package org.danaus.shell.spec;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.util.Collection;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What is wrong with a YAML text, in one line that begins with line and column and speaks of no class. */
final class YamlFault {
    private static final Pattern MISSING =
            Pattern.compile("Missing required creator property '([^']*)'.*", Pattern.DOTALL);
    private static final Pattern DUPLICATE = Pattern.compile("Duplicate field '([^']*)'.*", Pattern.DOTALL);

    private YamlFault() {}

    /** {@code line:column: fault}, counted from 1. */
    static String of(JsonProcessingException e) {
        JsonLocation location = e.getLocation();
        int line = location == null ? 1 : Math.max(1, location.getLineNr());
        int column = location == null ? 1 : Math.max(1, location.getColumnNr());
        return line + ":" + column + ": " + text(e);
    }

    private static String text(JsonProcessingException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            String known =
                    unknown.getKnownPropertyIds().stream().map(String::valueOf).collect(Collectors.joining(", "));
            return "'" + unknown.getPropertyName() + "' is not known here; there are " + known;
        }
        if (e instanceof ValueInstantiationException refused && refused.getCause() != null) {
            return refused.getCause().getMessage();
        }
        Matcher missing = MISSING.matcher(e.getOriginalMessage());
        if (missing.matches()) {
            return "'" + missing.group(1) + "' is missing";
        }
        Matcher duplicate = DUPLICATE.matcher(e.getOriginalMessage());
        if (duplicate.matches()) {
            return "'" + duplicate.group(1) + "' is there twice";
        }
        if (e instanceof InvalidNullException) {
            return "an entry of the list is empty";
        }
        if (e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
            return wanted(mismatch.getTargetType()) + " is expected here";
        }
        return withoutSnippets(e.getOriginalMessage());
    }

    private static String wanted(Class<?> type) {
        if (Collection.class.isAssignableFrom(type)) {
            return "a list";
        }
        return Map.class.isAssignableFrom(type) || type.isRecord() ? "a group of key: value" : "a single value";
    }

    /** The parser's own messages quote the text below what they say, indented. */
    private static String withoutSnippets(String message) {
        return message.lines()
                .filter(line -> !line.isBlank() && !Character.isWhitespace(line.charAt(0)))
                .collect(Collectors.joining(", "));
    }
}
