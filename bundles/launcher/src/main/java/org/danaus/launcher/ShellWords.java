package org.danaus.launcher;

import java.util.List;
import java.util.stream.Collectors;

/** Words as the Gogo shell splits its one string of arguments: by blanks, but for what stands in quotes. */
final class ShellWords {
    private ShellWords() {}

    /** Returns one string that the shell splits into exactly these words. */
    static String join(List<String> words) {
        return words.stream().map(ShellWords::quote).collect(Collectors.joining(" "));
    }

    private static String quote(String word) {
        boolean plain =
                !word.isEmpty() && word.chars().noneMatch(c -> Character.isWhitespace(c) || c == '"' || c == '\'');
        return plain ? word : '"' + word.replace("\"", "\\\"") + '"';
    }
}
