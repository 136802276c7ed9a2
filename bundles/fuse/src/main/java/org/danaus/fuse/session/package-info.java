/**
 * Serves one mount: threads that receive requests, the operations they run on a filesystem, and the tables of what the kernel knows. Operations run on the mount's own
 * {@link org.danaus.fuse.session.Worker} threads.
 */
package org.danaus.fuse.session;
