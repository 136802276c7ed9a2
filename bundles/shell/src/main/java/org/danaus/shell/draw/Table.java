package org.danaus.shell.draw;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Draws records for people: several as rows under a head, one as lines of title and value, tables in it set off below. Cells
 * are aligned, numbers to the right; control characters in them are shown as {@code ?}.
 */
public final class Table {
    private static final String GAP = "  ";
    private static final String NOTHING = "-";

    private Table() {}

    /** Whether {@link #draw} knows that value. */
    public static boolean draws(Object value) {
        return value instanceof Line || Fields.has(value) || isRows(value);
    }

    /** Lines with their ends between, none at the end. */
    public static String draw(Object value) {
        if (value instanceof Line line) {
            return line.line();
        }
        return value instanceof Collection<?> rows ? rows(rows) : fields(value);
    }

    private static boolean isRows(Object value) {
        return value instanceof Rows
                || value instanceof Collection<?> rows
                        && !rows.isEmpty()
                        && rows.stream().allMatch(Record.class::isInstance);
    }

    private static String rows(Collection<?> rows) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(head(rows).map(title -> title.toUpperCase(Locale.ROOT)).toList());
        boolean[] numbers = new boolean[lines.get(0).size()];
        Arrays.fill(numbers, !rows.isEmpty());
        for (Object row : rows) {
            Collection<Object> values = Fields.of(row).values();
            int column = 0;
            for (Object value : values) {
                numbers[column++] &= value instanceof Number;
            }
            lines.add(values.stream().map(Table::cell).toList());
        }
        return aligned(lines, numbers);
    }

    private static Stream<String> head(Collection<?> rows) {
        if (rows instanceof Rows typed) {
            return Arrays.stream(typed.type().getRecordComponents()).map(Fields::title);
        }
        return Fields.of(rows.iterator().next()).keySet().stream();
    }

    private static String fields(Object value) {
        List<List<String>> lines = new ArrayList<>();
        StringBuilder below = new StringBuilder();
        Fields.of(value).forEach((title, field) -> {
            if (isRows(field)) {
                below.append("\n\n")
                        .append(title)
                        .append('\n')
                        .append(draw(field).indent(GAP.length()).stripTrailing());
            } else {
                lines.add(List.of(title, cell(field)));
            }
        });
        return (aligned(lines, new boolean[2]) + below).stripTrailing();
    }

    private static String cell(Object value) {
        if (value == null || value instanceof Optional<?> optional && optional.isEmpty()) {
            return NOTHING;
        }
        String text;
        if (value instanceof Optional<?> optional) {
            text = cell(optional.get());
        } else if (value instanceof Collection<?> values) {
            text = values.stream().map(Table::cell).collect(Collectors.joining(", "));
        } else if (value instanceof Map<?, ?> map) {
            text = map.entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + cell(entry.getValue()))
                    .collect(Collectors.joining(", "));
        } else {
            text = value.toString();
        }
        return text.isEmpty() ? NOTHING : text.replaceAll("\\p{Cntrl}", "?");
    }

    private static String aligned(List<List<String>> lines, boolean[] numbers) {
        int[] widths = new int[numbers.length];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        return lines.stream()
                .map(line -> aligned(line, widths, numbers).stripTrailing())
                .collect(Collectors.joining("\n"));
    }

    private static String aligned(List<String> line, int[] widths, boolean[] numbers) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String padding = " ".repeat(widths[i] - line.get(i).length());
            text.append(numbers[i] ? padding + line.get(i) : line.get(i) + padding)
                    .append(GAP);
        }
        return text.toString();
    }
}
