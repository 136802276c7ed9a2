package org.danaus.fuse.session;

import java.nio.ByteBuffer;
import org.danaus.fuse.lowlevel.LibFuse;
import org.danaus.libservice.CompositionException;
import org.danaus.posix.NativeMemory;
import org.danaus.posix.Posix;

/**
 * The first request of a connection, FUSE_INIT. We answer it ourselves, since libfuse 2.9 speaks version 7.19 and would refuse what the kernel has learnt since: requests of 1 MiB, parallel
 * look-ups in a directory, no query for capabilities before each write. libfuse gets a copy whose answer goes nowhere, so that it is ready too; so does a process that takes over a
 * connection of a dead one.
 *
 * <pre>
 * struct fuse_init_in   0 major u32   4 minor u32   8 readahead u32   12 flags u32   16 flags2 u32
 * struct fuse_init_out  0 major u32   4 minor u32   8 readahead u32   12 flags u32
 *                      16 background u16   18 congestion u16   20 write u32   24 time granularity u32   28 pages u16   32 flags2 u32   … 64
 * </pre>
 */
final class Handshake {
    private static final int MAJOR = 7;
    private static final int MINOR = 41;
    private static final int ASYNC_READ = 1;
    private static final int POSIX_LOCKS = 1 << 1;
    private static final int ATOMIC_O_TRUNC = 1 << 3;
    private static final int BIG_WRITES = 1 << 5;
    private static final int FLOCK_LOCKS = 1 << 10;
    private static final int AUTO_INVAL_DATA = 1 << 12;
    private static final int ASYNC_DIO = 1 << 15;
    private static final int PARALLEL_DIROPS = 1 << 18;
    private static final int MAX_PAGES = 1 << 22;
    private static final int CACHE_SYMLINKS = 1 << 23;
    private static final int HANDLE_KILLPRIV_V2 = 1 << 28;
    private static final int ALWAYS = ASYNC_READ
            | POSIX_LOCKS
            | ATOMIC_O_TRUNC
            | BIG_WRITES
            | FLOCK_LOCKS
            | ASYNC_DIO
            | PARALLEL_DIROPS
            | MAX_PAGES
            | HANDLE_KILLPRIV_V2;
    private static final short BACKGROUND = 64;
    private static final short CONGESTION = 48;
    private static final int PAGE = 4096;
    private static final int HEADER_OUT = 16;
    private static final int INIT_OUT = 64;
    private static final int INIT_BYTES = 56;
    private static final int ROOM = 2 * PAGE;

    private Handshake() {}

    /**
     * Waits for the kernel's first request and answers it.
     *
     * @param holdsPages whether the kernel may keep what it reads
     * @throws CompositionException if the kernel speaks another major version
     */
    static void answer(int device, boolean holdsPages) throws CompositionException {
        ByteBuffer request = NativeMemory.buffer(ROOM);
        long length = Posix.LIBC.read(device, NativeMemory.address(request), ROOM);
        if (length < KernelRequest.ARGUMENTS || KernelRequest.operation(request) != KernelRequest.INIT) {
            throw new CompositionException("the kernel did not begin the FUSE connection: errno=" + Posix.errno());
        }
        int at = KernelRequest.ARGUMENTS;
        if (request.getInt(at) != MAJOR) {
            throw new CompositionException("the kernel speaks FUSE " + request.getInt(at) + ", needed is " + MAJOR);
        }
        int wanted = ALWAYS | (holdsPages ? CACHE_SYMLINKS : AUTO_INVAL_DATA);
        ByteBuffer reply = NativeMemory.buffer(HEADER_OUT + INIT_OUT);
        reply.putInt(HEADER_OUT + INIT_OUT).putInt(0).putLong(KernelRequest.unique(request));
        reply.putInt(MAJOR)
                .putInt(Math.min(MINOR, request.getInt(at + 4)))
                .putInt(Worker.MAX_DATA)
                .putInt(wanted & request.getInt(at + 12))
                .putShort(BACKGROUND)
                .putShort(CONGESTION)
                .putInt(Worker.MAX_DATA)
                .putInt(1)
                .putShort((short) (Worker.MAX_DATA / PAGE));
        if (Posix.LIBC.write(device, NativeMemory.address(reply), HEADER_OUT + INIT_OUT) < 0) {
            throw new CompositionException("the kernel refused the FUSE connection: errno=" + Posix.errno());
        }
    }

    /** Lets libfuse believe that it has been through the handshake. @param nowhere a descriptor of /dev/null, which is closed */
    static void satisfy(LibFuse fuse, long session, int nowhere) {
        long sink = fuse.fuse_kern_chan_new(nowhere);
        fuse.fuse_session_add_chan(session, sink);
        ByteBuffer request = NativeMemory.buffer(ROOM);
        request.putInt(0, INIT_BYTES).putInt(4, KernelRequest.INIT).putLong(8, 1);
        int at = KernelRequest.ARGUMENTS;
        request.putInt(at, MAJOR)
                .putInt(at + 4, 31)
                .putInt(at + 8, Worker.MAX_DATA)
                .putInt(at + 12, -1);
        fuse.fuse_session_process(session, NativeMemory.address(request), INIT_BYTES, sink);
        fuse.fuse_chan_destroy(sink);
        java.lang.ref.Reference.reachabilityFence(request);
    }
}
