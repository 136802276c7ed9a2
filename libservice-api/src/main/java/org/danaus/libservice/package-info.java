/**
 * The libservice contract: one storage function behind a POSIX-like interface of nodes, open files and byte names. Called by the layer above (at
 * the top: the filesystem service) on the service's own threads; implemented by every libservice bundle.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.danaus.libservice;
