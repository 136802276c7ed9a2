/** What a benchmark has found: series of values, their summary, the JSON file and the plot beside it. */
package org.danaus.bench.report;
