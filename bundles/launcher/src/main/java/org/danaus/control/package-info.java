/**
 * What crosses the control socket between a command line and the engine. Used by the launcher's client and, as a private
 * copy of the same classes, by the shell's server; plain JDK, so that the client starts fast.
 */
package org.danaus.control;
