package org.danaus.union;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.danaus.libservice.Node;

/**
 * What a writable branch records of a file below that has several names. The record lies on an entry of the branch's index: on the copy itself, which then has one more
 * name there, or on an empty stand-in if a name was removed but nothing copied yet.
 *
 * <p>The file's names in the union are those of the copy, but for the one in the index, and those names below that are not gone: neither removed nor covered by
 * a name of the copy. A name is counted as gone before it goes, with its path; after a crash the path tells whether it went.
 */
final class SharedFile {
    /** File and record of the index. */
    final Key key;
    /** The branch that records. */
    final int branch;

    private final int namesBelow;
    private volatile int gone;
    private volatile Node entry;
    private volatile boolean copied;

    SharedFile(Key key, int branch, int namesBelow, int gone, Node entry, boolean copied) {
        this.key = key;
        this.branch = branch;
        this.namesBelow = namesBelow;
        this.gone = gone;
        this.entry = entry;
        this.copied = copied;
    }

    /** The entry in the index: the copy, if there is one. */
    Node entry() {
        return entry;
    }

    boolean copied() {
        return copied;
    }

    void copied(Node copy) {
        entry = copy;
        copied = true;
    }

    void standIn(Node stand) {
        entry = stand;
    }

    int gone() {
        return gone;
    }

    void gone(int count) {
        gone = count;
    }

    int namesBelow() {
        return namesBelow;
    }

    /** Names in the union of a file whose holder reports so many. */
    int names(int links) {
        return copied ? links - 1 + namesBelow - gone : namesBelow - gone;
    }

    /** The record with so many names gone, and one more if what is at this path in the branch hides it. @param going null if none is under way */
    byte[] record(int goneNow, byte[] going) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(2 * Integer.BYTES)
                .putInt(namesBelow)
                .putInt(goneNow)
                .array());
        if (going != null) {
            out.writeBytes(going);
        }
        return out.toByteArray();
    }

    /**
     * A record as read.
     *
     * @param namesBelow how many names the file has below
     * @param gone how many of them are gone for certain
     * @param going path of one that may be gone, or null
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Read(int namesBelow, int gone, byte[] going) {
        /** Null if the bytes are no record. */
        static Read of(byte[] value) {
            if (value == null || value.length < 2 * Integer.BYTES) {
                return null;
            }
            ByteBuffer bytes = ByteBuffer.wrap(value);
            byte[] rest = Arrays.copyOfRange(value, 2 * Integer.BYTES, value.length);
            return new Read(bytes.getInt(), bytes.getInt(), rest.length == 0 ? null : rest);
        }
    }
}
