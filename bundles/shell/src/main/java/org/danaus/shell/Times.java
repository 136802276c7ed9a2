package org.danaus.shell;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Times as {@link org.danaus.libservice.Quantity} reads them. */
public final class Times {
    private static final Map<Long, String> UNITS = new TreeMap<>(Map.of(
            1L,
            "ns",
            1_000L,
            "us",
            1_000_000L,
            "ms",
            1_000_000_000L,
            "s",
            60_000_000_000L,
            "m",
            3_600_000_000_000L,
            "h"));

    private Times() {}

    /** The shortest exact form in one unit, such as {@code 30s} or {@code 1500ms}. */
    public static String text(Duration time) {
        long nanos = time.toNanos();
        String text = "0";
        for (Map.Entry<Long, String> unit : UNITS.entrySet()) {
            if (nanos != 0 && nanos % unit.getKey() == 0) {
                text = nanos / unit.getKey() + unit.getValue();
            }
        }
        return text;
    }
}
