/**
 * Measures our paths and our peers in one run, interleaved, and writes results with their spread as JSON.
 */
package org.danaus.bench;
