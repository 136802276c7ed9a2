package org.danaus.fuse.session;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.danaus.fuse.lowlevel.EntryParam;
import org.danaus.fuse.lowlevel.Memory;
import org.danaus.fuse.lowlevel.StatVfs;
import org.danaus.libservice.AttributeChange;
import org.danaus.libservice.Attributes;
import org.danaus.libservice.FilesystemStatistics;
import org.danaus.posix.NativeMemory;

/** A thread that serves a mount, with all the memory that a request needs. */
final class Worker extends Thread {
    /** Bytes of the largest data of one request. */
    static final int MAX_DATA = 1 << 20;

    private static final int PAGE = 4096;

    /** Requests as they come; write data is used in place. */
    final ByteBuffer request = NativeMemory.buffer(MAX_DATA + 2 * PAGE);
    /** Data of answers. */
    final ByteBuffer reply = NativeMemory.buffer(MAX_DATA + PAGE);
    /** The request's data as a view to be moved about. */
    private final ByteBuffer data = request.duplicate().order(ByteOrder.nativeOrder());

    final long requestAddress = NativeMemory.address(request);
    final long replyAddress = NativeMemory.address(reply);
    final long channelReference = Memory.allocate(Long.BYTES);
    final long entry = Memory.allocate(EntryParam.BYTES);
    final long statvfs = Memory.allocate(StatVfs.BYTES);
    final Attributes attributes = new Attributes();
    final AttributeChange change = new AttributeChange();
    final FilesystemStatistics statistics = new FilesystemStatistics();
    final Callers callers = new Callers();

    private boolean killsPrivileges;

    Worker(String name, Runnable loop) {
        super(loop, name);
        setDaemon(true);
    }

    /** The thread that runs. */
    static Worker current() {
        return (Worker) Thread.currentThread();
    }

    /** Takes note of what libfuse will not pass on. Before the request is processed. */
    void noteRequest() {
        killsPrivileges = KernelRequest.killsPrivileges(request);
    }

    /** Whether the request shall drop set-user-id and set-group-id bits. */
    boolean killsPrivileges() {
        return killsPrivileges;
    }

    /** The attributes' place in {@link #entry}. */
    long stat() {
        return entry + EntryParam.STAT;
    }

    /** Data that libfuse points to within the request. */
    ByteBuffer data(long address, long length) {
        int offset = Math.toIntExact(address - requestAddress);
        data.limit(Math.toIntExact(offset + length)).position(offset);
        return data;
    }

    /** The answer's room, empty, for at most so many bytes. */
    ByteBuffer room(long bytes) {
        return reply.clear().limit((int) Math.min(bytes, MAX_DATA));
    }

    /** Frees what the garbage collector does not; the thread has ended. */
    void free() {
        Memory.free(channelReference);
        Memory.free(entry);
        Memory.free(statvfs);
    }
}
