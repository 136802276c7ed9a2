package org.danaus.posix;

import java.nio.ByteBuffer;

/**
 * struct file_handle of fcntl.h with the largest room the kernel asks for, and behind it the int that
 * name_to_handle_at(2) fills with the mount's number.
 *
 * <pre>
 *  0 handle_bytes u32   4 handle_type s32   8 handle, at most 128 bytes   136 mount s32   140
 * </pre>
 */
public final class FileHandle extends Structure {
    /** Size of structure and mount number. */
    public static final int BYTES = 140;

    private static final int LENGTH = 0;
    private static final int TYPE = LENGTH + 4;
    private static final int HANDLE = TYPE + 4;
    private static final int MAX_HANDLE = 128;
    private static final int MOUNT = HANDLE + MAX_HANDLE;

    /** In memory of {@link #BYTES}. */
    public FileHandle(ByteBuffer memory) {
        super(memory);
    }

    /** Makes it ready to be filled. */
    public void clear() {
        memory.putInt(LENGTH, MAX_HANDLE);
    }

    /** Where the mount's number is to be put. */
    public long mountAddress() {
        return address() + MOUNT;
    }

    /** Takes over what {@link #toBytes()} gave. */
    public void set(byte[] bytes) {
        memory.putInt(LENGTH, bytes.length - Integer.BYTES);
        memory.put(TYPE, bytes);
    }

    /** Type and handle, for {@link #set}. */
    public byte[] toBytes() {
        byte[] bytes = new byte[length()];
        memory.get(TYPE, bytes);
        return bytes;
    }

    /** Whether {@link #toBytes()} can have given these bytes, and {@link #set} take them. */
    public static boolean isWellFormed(byte[] bytes) {
        return bytes.length > Integer.BYTES && bytes.length <= Integer.BYTES + MAX_HANDLE;
    }

    /** Whether it is the same as another's {@link #toBytes()}. */
    public boolean isSame(byte[] bytes) {
        int length = length();
        if (bytes.length != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (memory.get(TYPE + i) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    private int length() {
        return Integer.BYTES + memory.getInt(LENGTH);
    }
}
