/**
 * Passes what bundles say to the OSGi Log Service, above all the failures of components, on to the one log of the
 * platform. Entries come on the log service's thread.
 */
package org.danaus.log;
