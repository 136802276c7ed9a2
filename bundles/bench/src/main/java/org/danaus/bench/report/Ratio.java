package org.danaus.bench.report;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/** How two systems compare: above 1, {@code of} is the better one. The median of the ratios of single rounds, and the least and greatest of them. */
@JsonPropertyOrder({"of", "to", "metric", "threads", "value", "low", "high", "runs"})
public record Ratio(
        String of, String to, String metric, int threads, double value, double low, double high, int runs) {}
