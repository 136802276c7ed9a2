/**
 * System calls that Java's own file API lacks or makes slow, as plain methods over jnr-ffi. Called by backends, the
 * legacy path and the shell, on any thread; nothing here keeps state of its own.
 */
@Export
@Version("0.1.0")
package org.danaus.posix;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
