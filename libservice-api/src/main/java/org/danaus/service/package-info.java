/**
 * The contracts between the rooms of a filesystem service: its table of filesystems, its locks, its mounts. Implemented by the service and by front ends
 * (the legacy path, the user-level path); called by front ends, the shell and the engine.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.danaus.service;
