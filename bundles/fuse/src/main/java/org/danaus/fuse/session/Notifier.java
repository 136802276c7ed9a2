package org.danaus.fuse.session;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.danaus.fuse.lowlevel.LibFuse;
import org.danaus.libservice.ChangeListener;
import org.danaus.libservice.Name;
import org.danaus.libservice.Node;
import org.danaus.posix.NativeMemory;
import org.danaus.posix.Posix;

/**
 * Makes the kernel drop what it holds of files that others have changed. A notice can wait for a request on the same file or directory, so notices go out on a thread of their
 * own which holds no lock and serves no request.
 */
final class Notifier implements ChangeListener {
    private static final int MAX_WAITING = 10_000;
    private static final int NOTICE_BYTES = 16;
    private static final int INC_EPOCH = 8;

    private final LibFuse fuse;
    private final long channel;
    private final int device;
    private final KnownNodes nodes;
    private final ThreadPoolExecutor thread;
    private final ByteBuffer name = NativeMemory.buffer(Name.MAX_BYTES + 1);

    Notifier(String title, LibFuse fuse, long channel, int device, KnownNodes nodes) {
        this.fuse = fuse;
        this.channel = channel;
        this.device = device;
        this.nodes = nodes;
        this.thread =
                new ThreadPoolExecutor(1, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MAX_WAITING), work -> {
                    Thread made = new Thread(work, "fuse notices " + title);
                    made.setDaemon(true);
                    return made;
                });
        thread.allowCoreThreadTimeOut(true);
        thread.setRejectedExecutionHandler((work, executor) -> overflow());
    }

    @Override
    public void changed(Node node) {
        KnownNode known = nodes.known(node);
        if (known != null) {
            thread.execute(() -> fuse.fuse_lowlevel_notify_inval_inode(channel, known.id, 0, 0));
        }
    }

    @Override
    public void entryChanged(Node directory, Name entry) {
        KnownNode known = nodes.known(directory);
        if (known != null) {
            thread.execute(() -> {
                entry.copyTo(name.clear());
                name.put((byte) 0);
                fuse.fuse_lowlevel_notify_inval_entry(channel, known.id, NativeMemory.address(name), entry.length());
                fuse.fuse_lowlevel_notify_inval_inode(channel, known.id, -1, 0);
            });
        }
    }

    @Override
    public void allChanged() {
        thread.execute(this::dropAll);
    }

    /** Makes the kernel drop all entries at once, by a new epoch. @return whether it can: from release 6.16 on */
    static boolean dropEntries(int device) {
        ByteBuffer notice = NativeMemory.buffer(NOTICE_BYTES);
        notice.putInt(NOTICE_BYTES).putInt(INC_EPOCH).putLong(0);
        boolean done = Posix.LIBC.write(device, NativeMemory.address(notice), NOTICE_BYTES) == NOTICE_BYTES;
        Reference.reachabilityFence(notice);
        return done;
    }

    /** Entries all at once, data and attributes node by node. */
    private void dropAll() {
        dropEntries(device);
        nodes.forEach(known -> fuse.fuse_lowlevel_notify_inval_inode(channel, known.id, 0, 0));
    }

    /** Too many notices wait: they become one for everything. */
    private void overflow() {
        if (!thread.isShutdown()) {
            thread.getQueue().clear();
            thread.execute(this::dropAll);
        }
    }

    /** Ends the thread; notices that wait are dropped. @return false if one is still under way after the time given */
    boolean close(long millis) throws InterruptedException {
        thread.shutdownNow();
        return thread.awaitTermination(millis, TimeUnit.MILLISECONDS);
    }
}
