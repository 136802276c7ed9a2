package org.danaus.posix;

import java.nio.ByteBuffer;

/**
 * Native memory of one thread for the arguments of calls: strings and structures, allocated once. What it holds lasts
 * until the same thread fills it again, so a method that fills it calls LIBC and reads the answer before it calls
 * anything else of the platform.
 */
public final class Scratch {
    /** The empty path, for AT_EMPTY_PATH. */
    public static final NativeString EMPTY = NativeString.constant("");
    /** The path of a directory itself. */
    public static final NativeString DOT = NativeString.constant(".");

    /** Longest path of Linux with its NUL, PATH_MAX. */
    private static final int PATH_BYTES = 4096;

    private static final int LINK_BYTES = 32;
    private static final int ALIGNMENT = 8;
    private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);

    /** A path or name. */
    public final NativeString first;
    /** Another path or name. */
    public final NativeString second;
    /** A path of a descriptor. */
    public final NativeString link;
    /** File attributes. */
    public final Statx statx;
    /** Two times. */
    public final Timespec times;
    /** A lock. */
    public final Flock lock;
    /** Filesystem statistics. */
    public final Statvfs statvfs;
    /** A file handle, followed by the mount's number. */
    public final FileHandle handle;
    /** Arguments of openat2. */
    public final OpenHow how;
    /** One buffer of a vectored call. */
    public final IoVector vector;
    /** Arguments of mount_setattr. */
    public final MountAttributes mountAttributes;
    /** Two offsets. */
    public final Offsets offsets;

    private int used;

    private Scratch() {
        ByteBuffer area = NativeMemory.buffer(2 * PATH_BYTES + 1024);
        first = new NativeString(take(area, PATH_BYTES));
        second = new NativeString(take(area, PATH_BYTES));
        link = new NativeString(take(area, LINK_BYTES));
        statx = new Statx(take(area, Statx.BYTES));
        times = new Timespec(take(area, Timespec.BYTES));
        lock = new Flock(take(area, Flock.BYTES));
        statvfs = new Statvfs(take(area, Statvfs.BYTES));
        handle = new FileHandle(take(area, FileHandle.BYTES));
        how = new OpenHow(take(area, OpenHow.BYTES));
        vector = new IoVector(take(area, IoVector.BYTES));
        mountAttributes = new MountAttributes(take(area, MountAttributes.BYTES));
        offsets = new Offsets(take(area, Offsets.BYTES));
    }

    /** This thread's. */
    public static Scratch get() {
        return OF_THREAD.get();
    }

    private ByteBuffer take(ByteBuffer area, int bytes) {
        ByteBuffer part = area.slice(used, bytes);
        used += (bytes + ALIGNMENT - 1) & -ALIGNMENT;
        return part;
    }
}
