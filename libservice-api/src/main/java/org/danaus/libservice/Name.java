package org.danaus.libservice;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One component of a path, or the name of an extended attribute: 1 to 255 bytes in no particular encoding, without NUL. As a path component it holds no
 * {@code /} and is neither {@code .} nor {@code ..}. Immutable; equal by bytes.
 */
public final class Name implements Comparable<Name> {
    /** The longest name in bytes, NAME_MAX of Linux. */
    public static final int MAX_BYTES = 255;

    private final byte[] bytes;
    private final int hash;

    private Name(byte[] bytes) {
        this.bytes = bytes;
        this.hash = Arrays.hashCode(bytes);
    }

    /**
     * A path component.
     *
     * @throws ErrnoException ENAMETOOLONG over {@value #MAX_BYTES} bytes; EINVAL if empty, {@code .}, {@code ..}, or with NUL or {@code /} in it
     */
    public static Name component(byte[] source, int offset, int length) throws ErrnoException {
        if (length > MAX_BYTES) {
            throw Errno.ENAMETOOLONG.exception();
        }
        byte[] bytes = Arrays.copyOfRange(source, offset, offset + length);
        if (length == 0 || isDots(bytes)) {
            throw Errno.EINVAL.exception();
        }
        for (byte b : bytes) {
            if (b == 0 || b == '/') {
                throw Errno.EINVAL.exception();
            }
        }
        return new Name(bytes);
    }

    /** A path component; see {@link #component(byte[], int, int)}. */
    public static Name component(byte[] source) throws ErrnoException {
        return component(source, 0, source.length);
    }

    /**
     * The name of an extended attribute, with its namespace prefix.
     *
     * @throws ErrnoException ERANGE if empty or over {@value #MAX_BYTES} bytes, EINVAL with NUL in it
     */
    public static Name attribute(byte[] source) throws ErrnoException {
        if (source.length == 0 || source.length > MAX_BYTES) {
            throw Errno.ERANGE.exception();
        }
        for (byte b : source) {
            if (b == 0) {
                throw Errno.EINVAL.exception();
            }
        }
        return new Name(source.clone());
    }

    /**
     * A name known to be well-formed, in UTF-8: for constants.
     *
     * @throws IllegalArgumentException if it is not 1 to 255 bytes long
     */
    public static Name of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0 || bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException("name must have 1 to 255 bytes: bytes=" + bytes.length);
        }
        return new Name(bytes);
    }

    /** {@code .} or {@code ..} as a directory lists them; never an argument of an operation. */
    public static Name dots(int count) {
        return new Name(count == 1 ? new byte[] {'.'} : new byte[] {'.', '.'});
    }

    /** The length in bytes, 1 to 255. */
    public int length() {
        return bytes.length;
    }

    /** The byte at an index. */
    public byte at(int index) {
        return bytes[index];
    }

    /** Appends the bytes to a buffer. */
    public void copyTo(ByteBuffer target) {
        target.put(bytes);
    }

    /** A copy of the bytes. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    /** Whether this is {@code .} or {@code ..}, as in a directory listing. */
    public boolean isDots() {
        return isDots(bytes);
    }

    /** Whether the bytes begin with those of {@code prefix}. */
    public boolean startsWith(Name prefix) {
        return bytes.length >= prefix.bytes.length
                && Arrays.equals(bytes, 0, prefix.bytes.length, prefix.bytes, 0, prefix.bytes.length);
    }

    private static boolean isDots(byte[] bytes) {
        return bytes.length <= 2 && bytes[0] == '.' && bytes[bytes.length - 1] == '.';
    }

    @Override
    public int compareTo(Name other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Name name && hash == name.hash && Arrays.equals(bytes, name.bytes);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** The bytes read as UTF-8, for people; malformed bytes are replaced. */
    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
