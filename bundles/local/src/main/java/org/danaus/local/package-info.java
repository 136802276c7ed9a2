/**
 * Backend libservice on a directory of the host. Stands at the bottom of a stack and is called on whatever thread
 * serves the request. {@link org.danaus.local.HostDirectory} is the directory, {@link org.danaus.local.LocalTree} its
 * files, {@link org.danaus.local.LocalLibservice} the operations on them.
 */
package org.danaus.local;
