/**
 * Backend libservice on a directory of the host. Stands at the bottom of a stack and is called on whatever thread
 * serves the request.
 */
package org.danaus.local;
