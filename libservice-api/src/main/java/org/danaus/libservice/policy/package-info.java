/**
 * Policies of libservices: small service interfaces that anybody's bundle can provide, selected by name in a layer's options. Called by the libservice
 * whose policy they are, on the thread of the request.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.danaus.libservice.policy;
