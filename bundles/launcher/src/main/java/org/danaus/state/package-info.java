/**
 * What the platform keeps on disk beside Configuration Admin, and how it is read and written. Used by the launcher, which
 * looks at everything before a framework starts, and, as a private copy of the same classes, by the engine.
 */
package org.danaus.state;
