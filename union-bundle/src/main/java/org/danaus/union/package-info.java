/**
 * The union libservice: several branches, seen as one filesystem. The service calls it as it calls any libservice, on
 * whatever thread serves the request.
 */
package org.danaus.union;
