package org.danaus.fuse.session;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.danaus.fuse.lowlevel.LibFuse;
import org.danaus.fuse.lowlevel.Memory;
import org.danaus.fuse.lowlevel.OperationTable;
import org.danaus.libservice.CompositionException;
import org.danaus.service.Filesystem;
import org.danaus.service.Filesystem.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to the kernel and the threads that serve it. Ends when the kernel ends the connection, which happens after the unmount.
 */
public final class Session {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    private static final int EINTR = 4;
    private static final int EAGAIN = 11;
    private static final int ENOENT = 2;
    private static final int ARGS_BYTES = 24;

    private final LibFuse fuse;
    private final Serving serving;
    private final OperationTable table = new OperationTable();
    private final LockOperations locks;
    private final NewerRequests newer;
    private final Notifier notifier;
    private final List<Worker> workers = new ArrayList<>();
    private final long session;
    private final long channel;
    private final Subscription subscription;

    /**
     * Begins to serve a connection.
     *
     * @param device an open /dev/fuse, mounted; belongs to the session from now on
     * @param nowhere an open /dev/null, which is closed
     * @param threads how many requests can run at once
     */
    public Session(LibFuse fuse, Filesystem filesystem, int device, int nowhere, int threads)
            throws CompositionException {
        String title = filesystem.spec().name().toString();
        this.fuse = fuse;
        this.serving = new Serving(fuse, filesystem);
        this.locks = new LockOperations(serving);
        Guard guard = new Guard(fuse, table);
        this.newer = new NewerRequests(serving, guard, device);
        register(guard);
        Handshake.answer(device, serving.holdsPages());
        serving.dropsEntries(Notifier.dropEntries(device));
        this.session = open();
        Handshake.satisfy(fuse, session, nowhere);
        this.channel = fuse.fuse_kern_chan_new(device);
        fuse.fuse_session_add_chan(session, channel);
        this.notifier = new Notifier(title, fuse, channel, device, serving.nodes);
        this.subscription = filesystem.listen(notifier);
        for (int i = 0; i < threads; i++) {
            Worker worker = new Worker("fuse " + title + " " + i, this::serve);
            workers.add(worker);
            worker.start();
        }
    }

    private void register(Guard guard) {
        new NodeOperations(serving).register(guard);
        new XattrOperations(serving).register(guard);
        new FileOperations(serving).register(guard);
        new DirectoryOperations(serving).register(guard);
        locks.register(guard, table);
    }

    private long open() throws CompositionException {
        long name = Memory.allocate(Long.BYTES);
        Memory.AT.putByteArray(name, new byte[] {'d', 0}, 0, 2);
        long argv = Memory.allocate(2L * Long.BYTES);
        Memory.AT.putAddress(argv, name);
        long args = Memory.allocate(ARGS_BYTES);
        Memory.AT.putInt(args, 1);
        Memory.AT.putAddress(args + Long.BYTES, argv);
        long opened = fuse.fuse_lowlevel_new(args, table.address(), OperationTable.BYTES, 0);
        Memory.free(args);
        Memory.free(argv);
        Memory.free(name);
        if (opened == 0) {
            throw new CompositionException("libfuse refused to make a session");
        }
        return opened;
    }

    private void serve() {
        Worker worker = Worker.current();
        while (fuse.fuse_session_exited(session) == 0) {
            Memory.AT.putAddress(worker.channelReference, channel);
            int length = fuse.fuse_chan_recv(worker.channelReference, worker.requestAddress, worker.request.capacity());
            if (length > 0) {
                try {
                    process(worker, length);
                } catch (RuntimeException | Error e) {
                    LOG.error("{}: a request was lost", worker.getName(), e);
                }
            } else if (length != -EINTR && length != -EAGAIN && length != -ENOENT) {
                return;
            }
        }
    }

    private void process(Worker worker, int length) {
        worker.noteRequest();
        if (KernelRequest.operation(worker.request) > KernelRequest.LAST_KNOWN) {
            newer.answer(worker);
        } else {
            fuse.fuse_session_process(session, worker.requestAddress, length, channel);
        }
    }

    /** Waits until nothing is open any more. @return false if something still is after the time given */
    public boolean awaitIdle(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (!serving.isIdle()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        return true;
    }

    /** Stops telling the kernel of changes, and ends waits for locks. Before the unmount. */
    public void cancelWaits() {
        subscription.close();
        locks.cancelAll();
    }

    /** Frees everything once the kernel has ended the connection. @return false if a thread still serves a request after the time given; then nothing is freed */
    public boolean close(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        try {
            if (!notifier.close(millis)) {
                return false;
            }
            for (Worker worker : workers) {
                worker.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
                if (worker.isAlive()) {
                    return false;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        // Whoever came back for a lock after the first time.
        locks.cancelAll();
        serving.closeHandles();
        fuse.fuse_session_destroy(session);
        workers.forEach(Worker::free);
        table.free();
        return true;
    }
}
