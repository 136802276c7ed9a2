/**
 * What every command has: parsing, {@code --help}, {@code --format}, {@code -y}, completion, errors in one line. It is put
 * around the commands of all bundles that have Gogo's service properties; none needs to know of it. Runs on the threads of
 * Gogo's sessions.
 */
package org.danaus.shell.gogo;
