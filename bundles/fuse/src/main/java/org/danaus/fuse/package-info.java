/**
 * The legacy path: mounts a filesystem through FUSE and serves the kernel's requests on threads of its own.
 */
package org.danaus.fuse;
