package org.danaus.bench.report;

import java.util.Arrays;

/**
 * Values of repeated runs in short.
 *
 * @param median the value to quote
 * @param low the least
 * @param high the greatest
 * @param runs how many there are
 */
public record Spread(double median, double low, double high, int runs) {
    /** Of at least one value. */
    public static Spread of(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Spread(quantile(sorted, 0.5), sorted[0], sorted[sorted.length - 1], sorted.length);
    }

    /** The value below which that part of sorted values lies, between the two nearest. @param part 0 to 1 */
    public static double quantile(double[] sorted, double part) {
        double at = part * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
