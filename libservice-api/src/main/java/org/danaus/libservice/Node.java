package org.danaus.libservice;

/**
 * The identity of a file in one layer; opaque to all others. {@code equals} and {@code hashCode} stand for that identity: two nodes are equal if and only if
 * they are the same file of the same layer (hard links to one file give one node). A node outlives its names: one that is reachable from an open file
 * stays usable after the last unlink. Nodes hold no resource that must be given back; the garbage collector ends them. Safe for all threads.
 */
public interface Node {}
