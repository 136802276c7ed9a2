/**
 * The host's daemon: tenants, their pools, and the lives of their filesystem services. Called by the shell through the
 * control contract of the API.
 */
package org.danaus.engine;
