/**
 * An example of a libservice of one's own: passes every operation on to the layer below and logs it. Built against the
 * API alone and dropped into a running platform.
 */
package org.danaus.examples.trace;
