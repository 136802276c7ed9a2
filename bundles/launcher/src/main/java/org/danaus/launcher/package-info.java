/**
 * Starts an OSGi framework with the bundles of a distribution and stops it in good order, whatever ends the process.
 * Everything here runs on the main thread, but for the shutdown hook.
 */
package org.danaus.launcher;
