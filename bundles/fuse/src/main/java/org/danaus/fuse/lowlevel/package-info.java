/**
 * libfuse 2's low-level interface as it is in C: functions, the table of operations, and the layouts of its structures, addresses for pointers throughout. Knows nothing of
 * filesystems. Called on the threads that serve a mount.
 */
package org.danaus.fuse.lowlevel;
