/** Filesystem specs as YAML files, and a whole file of them applied or nothing. */
package org.danaus.shell.spec;
