package org.danaus.union;

/**
 * What a file of the union is known by: the branch that held it when the union first saw it, counted from the bottom so that branches added on top change nothing, and
 * its inode number there. A copy keeps the key of what it was copied from. Changed only while it serves one thread as a probe; a key in a table stays as it is.
 */
final class Key {
    private int branch;
    private long inode;

    Key(int branch, long inode) {
        set(branch, inode);
    }

    Key set(int branch, long inode) {
        this.branch = branch;
        this.inode = inode;
        return this;
    }

    /** The branch, counted from the bottom. */
    int branch() {
        return branch;
    }

    /** The inode number in that branch. */
    long inode() {
        return inode;
    }

    /** A key that stays as it is now. */
    Key copy() {
        return new Key(branch, inode);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Key key && branch == key.branch && inode == key.inode;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(inode * 0x9E3779B97F4A7C15L) + branch;
    }

    /** As an index entry is named: branch and inode in hexadecimal. */
    @Override
    public String toString() {
        return Integer.toHexString(branch) + "-" + Long.toHexString(inode);
    }

    /** Reads what {@link #toString} writes; null if it is something else. */
    static Key parse(String text) {
        int dash = text.indexOf('-');
        try {
            return dash < 1
                    ? null
                    : new Key(
                            Integer.parseUnsignedInt(text, 0, dash, 16),
                            Long.parseUnsignedLong(text, dash + 1, text.length(), 16));
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
