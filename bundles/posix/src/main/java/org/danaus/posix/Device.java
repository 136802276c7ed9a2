package org.danaus.posix;

/** Device numbers as makedev(3) of glibc packs them. */
public final class Device {
    private Device() {}

    /** The number of a pair. */
    public static long number(int major, int minor) {
        long high = Integer.toUnsignedLong(major);
        long low = Integer.toUnsignedLong(minor);
        return (high & 0xfffff000L) << 32 | (high & 0xfffL) << 8 | (low & 0xffffff00L) << 12 | low & 0xffL;
    }

    /** The first of the pair. */
    public static int major(long device) {
        return (int) (device >>> 32 & 0xfffff000L | device >>> 8 & 0xfffL);
    }

    /** The second of the pair. */
    public static int minor(long device) {
        return (int) (device >>> 12 & 0xffffff00L | device & 0xffL);
    }
}
