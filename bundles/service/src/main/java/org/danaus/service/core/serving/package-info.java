/**
 * A filesystem as front ends see it: nodes and open files that outlive every hot swap, behind a gate that swaps close. All operations run on the threads of
 * the front ends.
 */
package org.danaus.service.core.serving;
