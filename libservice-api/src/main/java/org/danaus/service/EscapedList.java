package org.danaus.service;

import java.util.ArrayList;
import java.util.List;

/** Text separated by commas, in which a backslash takes the next character as it is. */
final class EscapedList {
    private EscapedList() {}

    static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                part.append(text.charAt(++i));
            } else if (c == ',') {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        return parts;
    }

    static String escape(String value) {
        return value.replace("\\", "\\\\").replace(",", "\\,");
    }
}
