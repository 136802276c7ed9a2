/**
 * The legacy path as a service: mounts filesystems at directories of the host and takes the mounts away again. Called by the filesystem service on the threads that change
 * filesystems.
 */
package org.danaus.fuse.mount;
