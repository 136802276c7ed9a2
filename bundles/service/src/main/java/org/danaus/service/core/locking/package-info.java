/**
 * The lock manager: flock, POSIX and OFD locks on served nodes, shared by all paths. Called on the threads of the front ends; no call waits, waiters are called
 * back.
 */
package org.danaus.service.core.locking;
