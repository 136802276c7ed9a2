package org.danaus.posix;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Name;

/**
 * Room for a string that ends with NUL, to be filled again and again. Each method answers the address, valid until the
 * next one fills it.
 */
public final class NativeString extends Structure {
    private static final byte[] DESCRIPTOR_PREFIX = "/proc/self/fd/".getBytes(StandardCharsets.US_ASCII);

    private final int room;

    /** Room for {@code memory.capacity() - 1} bytes and the NUL. */
    public NativeString(ByteBuffer memory) {
        super(memory);
        this.room = memory.capacity() - 1;
    }

    /**
     * A string that never changes. To be kept in a field: its memory goes with the object, and an address does not keep
     * it. For a string of one call there is {@link Scratch#first}.
     */
    public static NativeString constant(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        NativeString string = new NativeString(NativeMemory.buffer(bytes.length + 1));
        string.memory.put(0, bytes);
        return string;
    }

    /** Any bytes. @throws ErrnoException ENAMETOOLONG if there is not the room */
    public long put(byte[] bytes, int offset, int length) throws ErrnoException {
        if (length > room) {
            throw Errno.ENAMETOOLONG.exception();
        }
        memory.put(0, bytes, offset, length);
        memory.put(length, (byte) 0);
        return address();
    }

    /** A text in UTF-8; up to a NUL in it. @throws ErrnoException ENAMETOOLONG if there is not the room */
    public long put(String text) throws ErrnoException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return put(bytes, 0, bytes.length);
    }

    /** A name as it is: of an extended attribute, or checked before. */
    public long put(Name name) throws ErrnoException {
        int length = name.length();
        if (length > room) {
            throw Errno.ENAMETOOLONG.exception();
        }
        memory.clear();
        name.copyTo(memory);
        memory.put(length, (byte) 0);
        return address();
    }

    /**
     * A name that must be one component of a path, whoever made it.
     *
     * @throws ErrnoException EINVAL for {@code .}, {@code ..} and names with NUL or {@code /} in them
     */
    public long putComponent(Name name) throws ErrnoException {
        if (name.isDots()) {
            throw Errno.EINVAL.exception();
        }
        for (int i = 0, length = name.length(); i < length; i++) {
            byte b = name.at(i);
            if (b == '/' || b == 0) {
                throw Errno.EINVAL.exception();
            }
        }
        return put(name);
    }

    /**
     * The path by which the kernel reaches what a descriptor is open on, also if the descriptor is O_PATH: {@code
     * /proc/self/fd/N}.
     */
    public long putDescriptor(int descriptor) {
        int digits = 1;
        for (int rest = descriptor / 10; rest > 0; rest /= 10) {
            digits++;
        }
        int end = DESCRIPTOR_PREFIX.length + digits;
        memory.put(0, DESCRIPTOR_PREFIX);
        memory.put(end, (byte) 0);
        int rest = descriptor;
        for (int at = end - 1; at >= DESCRIPTOR_PREFIX.length; at--) {
            memory.put(at, (byte) ('0' + rest % 10));
            rest /= 10;
        }
        return address();
    }

    /** How many bytes fit, without the NUL. */
    public int room() {
        return room;
    }

    /** Copies the first bytes out, such as those that readlinkat(2) wrote. */
    public byte[] toBytes(int length) {
        byte[] bytes = new byte[length];
        memory.get(0, bytes);
        return bytes;
    }
}
