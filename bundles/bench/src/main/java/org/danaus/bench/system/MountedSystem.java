package org.danaus.bench.system;

/**
 * A system under test, mounted.
 *
 * @param name as results name it
 * @param branches its directories
 * @param note version and options, for the reader of the results
 */
public record MountedSystem(String name, Branches branches, String note) {}
