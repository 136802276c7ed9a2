/**
 * A libservice of one's own, as an example: an access log that can be put into a mounted, busy filesystem and taken out again. Runs on the threads of the
 * requests; lines are written by a thread of its own.
 */
package org.danaus.examples.trace;
