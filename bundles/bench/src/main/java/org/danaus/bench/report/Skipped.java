package org.danaus.bench.report;

/** A system that could not be measured here, and why. */
public record Skipped(String system, String reason) {}
