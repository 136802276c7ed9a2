/**
 * The filesystem service: composes stacks of libservices from their specs, keeps the table of filesystems, and swaps
 * layers while they are in use. Called by the paths (legacy and default) on their threads, and by the shell.
 */
package org.danaus.service.core;
