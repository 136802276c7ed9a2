package org.danaus.libservice;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes and times as people write them in options: {@code 256M}, {@code 1.5G}, {@code 250ms}, {@code 5s}. */
public final class Quantity {
    private static final Pattern FORM = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*([a-zA-Z]*)");
    private static final Map<String, Long> BYTES = Map.ofEntries(
            Map.entry("", 1L),
            Map.entry("b", 1L),
            Map.entry("k", 1L << 10),
            Map.entry("kib", 1L << 10),
            Map.entry("m", 1L << 20),
            Map.entry("mib", 1L << 20),
            Map.entry("g", 1L << 30),
            Map.entry("gib", 1L << 30),
            Map.entry("t", 1L << 40),
            Map.entry("tib", 1L << 40));
    private static final Map<String, Long> NANOS = Map.of(
            "ns",
            1L,
            "us",
            1_000L,
            "ms",
            1_000_000L,
            "s",
            1_000_000_000L,
            "m",
            60_000_000_000L,
            "h",
            3_600_000_000_000L);

    private Quantity() {}

    /**
     * A size in bytes; units K, M, G, T (powers of 1024, also KiB …) or none.
     *
     * @param option the option's name, for the message
     * @throws CompositionException if it is no size, or over 2^63 - 1 bytes
     */
    public static long bytes(String option, String text) throws CompositionException {
        return parse(option, text, BYTES, "a size such as 4096, 256M or 1.5G");
    }

    /**
     * A time; units ns, us, ms, s, m, h; a bare 0 needs none.
     *
     * @param option the option's name, for the message
     * @throws CompositionException if it is no time
     */
    public static Duration time(String option, String text) throws CompositionException {
        return text.trim().equals("0")
                ? Duration.ZERO
                : Duration.ofNanos(parse(option, text, NANOS, "a time such as 250ms, 5s or 2m"));
    }

    private static long parse(String option, String text, Map<String, Long> units, String wanted)
            throws CompositionException {
        Matcher matcher = FORM.matcher(text.trim());
        Long unit = matcher.matches() ? units.get(matcher.group(2).toLowerCase(Locale.ROOT)) : null;
        if (unit == null) {
            throw new CompositionException("option " + option + ": '" + text + "' is not " + wanted);
        }
        try {
            return new BigDecimal(matcher.group(1))
                    .multiply(BigDecimal.valueOf(unit))
                    .toBigInteger()
                    .longValueExact();
        } catch (ArithmeticException e) {
            throw new CompositionException("option " + option + ": '" + text + "' is too large", e);
        }
    }
}
