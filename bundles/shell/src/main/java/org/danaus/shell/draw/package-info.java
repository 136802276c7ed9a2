/** How results are drawn: records and lists of them as tables, JSON or YAML. Knows no command. */
package org.danaus.shell.draw;
