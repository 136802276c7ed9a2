/**
 * What a person types: the commands, one class for each noun. Each is a component with Gogo's two service properties whose
 * methods picocli's annotations describe; {@link org.danaus.shell.gogo} makes commands of it, and of those of other bundles.
 */
package org.danaus.shell;
