package org.danaus.union;

import org.danaus.libservice.Attributes;

/**
 * Room that a thread uses again and again in one union, so that looking up allocates nothing. Each union has its own, since one may be a branch of another. No method that holds a part of it calls another
 * that uses the same part.
 */
final class Scratch {
    /** Used by {@link Lookup}: what a branch answers. */
    final Attributes entry = new Attributes();
    /** Used by {@link Stack} and below: where only the type of something counts. */
    final Attributes glance = new Attributes();
    /** Used by {@link Lookup} to look into the table. */
    final Key key = new Key(0, 0);
}
