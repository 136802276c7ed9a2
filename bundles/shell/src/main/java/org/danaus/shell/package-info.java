/**
 * What a person types: Gogo commands, the way their results are drawn, and the control socket that takes them from
 * another terminal.
 */
package org.danaus.shell;
