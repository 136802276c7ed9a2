package org.danaus.shell.spec;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.Collection;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What is wrong with a YAML text, in one line that begins with line and column and speaks of no class. */
final class YamlFault {
    private static final Pattern DUPLICATE = Pattern.compile("Duplicate field '([^']*)'.*", Pattern.DOTALL);

    /** How the parser marks a position in its own messages. */
    private static final Pattern MARK = Pattern.compile("\\n in '[^']*', line ([0-9]+), column ([0-9]+):");

    private YamlFault() {}

    /** {@code line:column: fault}, counted from 1. */
    static String of(JsonProcessingException e) {
        Matcher mark = MARK.matcher(e.getOriginalMessage());
        String position = null;
        // What is wrong is where the last mark is; the first is where what it belongs to began.
        while (mark.find()) {
            position = mark.group(1) + ":" + mark.group(2);
        }
        JsonLocation location = location(e);
        if (position == null && location != null) {
            position = Math.max(1, location.getLineNr()) + ":" + Math.max(1, location.getColumnNr());
        }
        return (position == null ? "1:1" : position) + ": " + text(e);
    }

    private static JsonLocation location(JsonProcessingException e) {
        // Of a key that is not known, the location that comes along is behind its value.
        return e instanceof UnrecognizedPropertyException && e.getProcessor() instanceof JsonParser parser
                ? parser.currentTokenLocation()
                : e.getLocation();
    }

    private static String text(JsonProcessingException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            String known = unknown.getKnownPropertyIds().stream()
                    .map(String::valueOf)
                    .sorted()
                    .collect(Collectors.joining(", "));
            return "'" + unknown.getPropertyName() + "' is not known here; there are " + known;
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
        return Map.class.isAssignableFrom(type) || Checked.class.isAssignableFrom(type)
                ? "a group of key: value"
                : "a single value";
    }

    /** The parser's own messages quote the text below what they say, indented. */
    private static String withoutSnippets(String message) {
        return message.lines()
                .filter(line -> !line.isBlank() && !Character.isWhitespace(line.charAt(0)))
                .collect(Collectors.joining(", "));
    }
}
