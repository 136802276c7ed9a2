/**
 * Builds stacks from specs and carries state from one stack to the next. Runs on the thread that changes a filesystem, one at a time, under the table's lock.
 */
package org.danaus.service.core.composition;
