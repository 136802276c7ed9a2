/** The program that performs the operations measured, as seen from Java. */
package org.danaus.bench.load;
