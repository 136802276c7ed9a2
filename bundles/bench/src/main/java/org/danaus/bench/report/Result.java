package org.danaus.bench.report;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/** One metric of one system: the median of {@code runs} runs, and the least and greatest of them. */
@JsonPropertyOrder({"system", "metric", "threads", "unit", "value", "low", "high", "runs"})
public record Result(
        String system, String metric, int threads, String unit, double value, double low, double high, int runs) {
    /** Of a spread. */
    public static Result of(String system, String metric, int threads, String unit, Spread spread) {
        return new Result(system, metric, threads, unit, spread.median(), spread.low(), spread.high(), spread.runs());
    }
}
