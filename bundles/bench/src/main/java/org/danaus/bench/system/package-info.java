/** The systems compared: how each is started and mounted over directories of its own, and how nothing of them is left. */
package org.danaus.bench.system;
