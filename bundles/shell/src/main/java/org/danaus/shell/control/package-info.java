/** The control socket: runs commands for clients of this host, each on a thread of its own. */
package org.danaus.shell.control;
