/**
 * The C library of Linux as the platform calls it: what Java's own file API lacks or makes slow. {@link
 * org.danaus.posix.LibC} over jnr-ffi with addresses for arguments, {@link org.danaus.posix.Scratch} for the memory
 * they point at, one class for each structure. Called by backends, the legacy path and the shell, on any thread; no
 * call allocates on the Java heap.
 */
@Export
@Version("1.0.0")
package org.danaus.posix;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
