package org.danaus.bench.load;

/**
 * What one run of one measure found.
 *
 * @param metric its name
 * @param threads how many ran at once
 * @param operations how many all threads did together
 * @param seconds how long it took
 */
public record Measured(String metric, int threads, long operations, double seconds) {
    private static final String LARGE_SUFFIX = "-1m";

    /** The rate in {@link #unit}; more is better. */
    public double value() {
        return operations / seconds;
    }

    /** The unit of a metric's values. */
    public static String unit(String metric) {
        return metric.replace("-cold", "").endsWith(LARGE_SUFFIX) ? "MiB/s" : "ops/s";
    }
}
