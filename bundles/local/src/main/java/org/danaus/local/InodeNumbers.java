package org.danaus.local;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * One number space for all files of a directory. Files on the directory's own device keep their inode numbers. A
 * filesystem may show several devices in one mount (subvolumes of btrfs, layers of an overlay); a file on another
 * device has a tag of its device in the upper 16 bits, which differs between devices. So numbers below 2^48 never
 * collide.
 */
final class InodeNumbers {
    private static final int TAG_SHIFT = 48;
    private static final int TAGS = 1 << 16;

    private final long own;
    private final ConcurrentMap<Long, Long> tags = new ConcurrentHashMap<>();
    private final boolean[] taken = new boolean[TAGS];

    InodeNumbers(long own) {
        this.own = own;
        taken[0] = true;
    }

    /** The number that users see. */
    long of(long device, long inode) {
        return device == own ? inode : inode ^ tags.computeIfAbsent(device, this::tag);
    }

    private Long tag(Long device) {
        synchronized (taken) {
            // The same device has the same tag next time, unless two meet.
            int tag = (int) (device * 0x9E3779B97F4A7C15L >>> TAG_SHIFT);
            while (taken[tag]) {
                tag = tag + 1 & TAGS - 1;
            }
            taken[tag] = true;
            return (long) tag << TAG_SHIFT;
        }
    }
}
