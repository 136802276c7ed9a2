/**
 * The program behind {@code ./danaus bench}: measures our paths and our peers in one run, interleaved, and writes results
 * with their spread as JSON. One thread drives everything; the operations measured run in a program of their own.
 */
package org.danaus.bench;
