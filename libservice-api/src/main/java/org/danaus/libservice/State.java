package org.danaus.libservice;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * One part of an instance written down for its successor: a versioned record of bytes, what it refers to in the layers below, and leases on things of the operating
 * system. Immutable, apart from its leases being used up.
 *
 * @param format who wrote it and in which version, such as {@code union/1}
 * @param data the record, in the format's own layout; at most 64 MiB
 * @param nodes nodes of layers below that it refers to, each with its source
 * @param files open files of layers below that it refers to, each with its source
 * @param directories open directories of layers below that it refers to, each with its source
 * @param leases things of the operating system that it carries, in the format's own order
 */
public record State(
        String format,
        byte[] data,
        List<Below<Node>> nodes,
        List<Below<OpenFile>> files,
        List<Below<OpenDirectory>> directories,
        List<Lease> leases) {
    /** The format of a layer that passes everything through, one to one: exactly one node (file, directory) of the layer below and nothing else. */
    public static final String TRANSPARENT = "transparent/1";

    /** A record of bytes alone. */
    public static State of(String format, byte[] data) {
        return new State(format, data, List.of(), List.of(), List.of(), List.of());
    }

    /** What a transparent layer writes of a node. */
    public static State transparent(Node below) {
        return new State(TRANSPARENT, new byte[0], List.of(new Below<>(0, below)), List.of(), List.of(), List.of());
    }

    /** What a transparent layer writes of an open file. */
    public static State transparent(OpenFile below) {
        return new State(TRANSPARENT, new byte[0], List.of(), List.of(new Below<>(0, below)), List.of(), List.of());
    }

    /** What a transparent layer writes of an open directory. */
    public static State transparent(OpenDirectory below) {
        return new State(TRANSPARENT, new byte[0], List.of(), List.of(), List.of(new Below<>(0, below)), List.of());
    }

    /** The data to be read from its beginning. */
    public ByteBuffer reader() {
        return ByteBuffer.wrap(data).asReadOnlyBuffer();
    }

    /** Gives back all leases that nobody took over. */
    public void discard() {
        leases.forEach(Lease::release);
    }

    /**
     * Something of a layer below.
     *
     * @param source 0 for the layer beneath, n for the n-th stack named in the layer's options, counted from 1 in order of first mention
     * @param what the node, open file or open directory of that layer; null when it is restored if the file of a node is gone
     */
    public record Below<T>(int source, T what) {}
}
