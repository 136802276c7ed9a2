package org.danaus.fuse.session;

import java.nio.ByteBuffer;
import org.danaus.fuse.lowlevel.FileInfo;
import org.danaus.libservice.Attributes;
import org.danaus.libservice.Caller;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Name;
import org.danaus.libservice.OpenFile;
import org.danaus.libservice.OpenFlags;
import org.danaus.posix.Posix;

/**
 * The operations of the kernel's protocol that libfuse 2.9 does not know: rename with flags, lseek to data and holes, copy_file_range, O_TMPFILE, statx. Arguments and answers
 * as in linux/fuse.h.
 */
final class NewerRequests {
    private static final int HEADER = 16;
    private static final int SEEK_DATA = 3;
    private static final int SEEK_HOLE = 4;
    private static final long MAX_COPY = 0x7ffff000;
    private static final int STATX_BASIC = 0x7ff;
    private static final int STATX_BIRTH = 0x800;

    private final Serving serving;
    private final Guard guard;
    private final int device;

    /** Answers on a descriptor of /dev/fuse. */
    NewerRequests(Serving serving, Guard guard, int device) {
        this.serving = serving;
        this.guard = guard;
        this.device = device;
    }

    /** Answers the worker's request. */
    void answer(Worker worker) {
        ByteBuffer request = worker.request;
        ByteBuffer reply = worker.reply.clear().position(HEADER);
        int error = 0;
        try {
            Caller caller = worker.callers.of(worker.requestAddress + KernelRequest.context());
            switch (KernelRequest.operation(request)) {
                case KernelRequest.RENAME2 -> rename(caller, request);
                case KernelRequest.LSEEK -> seek(caller, request, reply);
                case KernelRequest.COPY_FILE_RANGE ->
                    reply.putInt((int) copy(worker, caller, request)).putInt(0);
                case KernelRequest.COPY_FILE_RANGE_64 -> reply.putLong(copy(worker, caller, request));
                case KernelRequest.TMPFILE -> createUnnamed(worker, caller, request, reply);
                case KernelRequest.STATX -> statx(worker, caller, request, reply);
                default -> error = Errno.ENOSYS.number();
            }
        } catch (ErrnoException | RuntimeException | Error e) {
            error = guard.errno(e, "operation", KernelRequest.operation(request));
            reply.position(HEADER);
        }
        int length = reply.position();
        reply.putInt(0, length).putInt(4, -error).putLong(8, KernelRequest.unique(request));
        Posix.LIBC.write(device, worker.replyAddress, length);
    }

    /** struct fuse_rename2_in { newdir u64, flags u32, pad }, old name, new name. */
    private void rename(Caller caller, ByteBuffer request) throws ErrnoException {
        int at = KernelRequest.ARGUMENTS;
        long toDirectory = request.getLong(at);
        int flags = request.getInt(at + 8);
        Name from = name(request, at + 16);
        Name to = name(request, at + 16 + from.length() + 1);
        serving.files.rename(
                caller,
                serving.nodes.node(KernelRequest.node(request)),
                from,
                serving.nodes.node(toDirectory),
                to,
                flags);
    }

    /** struct fuse_lseek_in { fh u64, offset u64, whence u32, pad }; answers { offset u64 }. */
    private void seek(Caller caller, ByteBuffer request, ByteBuffer reply) throws ErrnoException {
        int at = KernelRequest.ARGUMENTS;
        int whence = request.getInt(at + 16);
        if (whence != SEEK_DATA && whence != SEEK_HOLE) {
            throw Errno.EINVAL.exception();
        }
        OpenFile file = serving.byNumber(request.getLong(at)).file();
        reply.putLong(file.seek(caller, request.getLong(at + 8), whence == SEEK_HOLE));
    }

    /** struct fuse_copy_file_range_in { fh_in, off_in, nodeid_out, fh_out, off_out, len, flags: u64 each }. */
    private long copy(Worker worker, Caller caller, ByteBuffer request) throws ErrnoException {
        int at = KernelRequest.ARGUMENTS;
        OpenFile from = serving.byNumber(request.getLong(at)).file();
        OpenFile to = serving.byNumber(request.getLong(at + 24)).file();
        long length = Math.min(request.getLong(at + 40), MAX_COPY);
        long copied = from.copyRange(caller, request.getLong(at + 8), to, request.getLong(at + 32), length);
        serving.privileges.changedBy(worker, caller, to.node());
        return copied;
    }

    /** struct fuse_create_in { flags u32, mode u32, umask u32, open_flags u32 }; answers as create does. */
    private void createUnnamed(Worker worker, Caller caller, ByteBuffer request, ByteBuffer reply)
            throws ErrnoException {
        int at = KernelRequest.ARGUMENTS;
        OpenFile file = serving.files.createUnnamed(
                caller,
                serving.nodes.node(KernelRequest.node(request)),
                request.getInt(at) & ~(OpenFlags.CREAT | OpenFlags.EXCL),
                request.getInt(at + 4),
                worker.attributes);
        KnownNode known = serving.nodes.tell(file.node());
        reply.putLong(known.id)
                .putLong(known.generation)
                .putLong((long) serving.entryTimeout())
                .putLong((long) serving.timeout())
                .putLong(0);
        putAttributes(reply, worker.attributes);
        reply.putLong(serving.keep(file))
                .putInt(serving.holdsPages() ? FileInfo.KEEP_CACHE : 0)
                .putInt(0);
    }

    /** struct fuse_attr. */
    private static void putAttributes(ByteBuffer reply, Attributes a) {
        reply.putLong(a.inode).putLong(a.size).putLong(a.blocks);
        reply.putLong(a.accessSeconds).putLong(a.modifySeconds).putLong(a.changeSeconds);
        reply.putInt(a.accessNanos).putInt(a.modifyNanos).putInt(a.changeNanos);
        reply.putInt(a.mode).putInt(a.links).putInt(a.uid).putInt(a.gid);
        reply.putInt((int) a.device).putInt(a.blockSize).putInt(0);
    }

    /** Answers { valid u64, valid nanoseconds u32, flags u32, spare 2 u64 } and struct fuse_statx, which is struct statx. */
    private void statx(Worker worker, Caller caller, ByteBuffer request, ByteBuffer reply) throws ErrnoException {
        Attributes a = worker.attributes;
        serving.files.getattr(caller, serving.nodes.node(KernelRequest.node(request)), a);
        boolean born = a.birthSeconds != 0 || a.birthNanos != 0;
        reply.putLong((long) serving.timeout()).putInt(0).putInt(0).putLong(0).putLong(0);
        reply.putInt(STATX_BASIC | (born ? STATX_BIRTH : 0)).putInt(a.blockSize).putLong(0);
        reply.putInt(a.links).putInt(a.uid).putInt(a.gid).putInt(a.mode & 0xffff);
        reply.putLong(a.inode).putLong(a.size).putLong(a.blocks).putLong(0);
        time(reply, a.accessSeconds, a.accessNanos);
        time(reply, a.birthSeconds, a.birthNanos);
        time(reply, a.changeSeconds, a.changeNanos);
        time(reply, a.modifySeconds, a.modifyNanos);
        reply.putInt(major(a.device)).putInt(minor(a.device)).putInt(0).putInt(0);
        for (int i = 0; i < 14; i++) {
            reply.putLong(0);
        }
    }

    private static void time(ByteBuffer reply, long seconds, int nanos) {
        reply.putLong(seconds).putInt(nanos).putInt(0);
    }

    private static int major(long device) {
        return (int) (device >>> 8 & 0xfff | device >>> 32 & ~0xfff);
    }

    private static int minor(long device) {
        return (int) (device & 0xff | device >>> 12 & ~0xff);
    }

    private static Name name(ByteBuffer request, int at) throws ErrnoException {
        int end = at;
        while (request.get(end) != 0) {
            end++;
        }
        byte[] bytes = new byte[end - at];
        request.get(at, bytes);
        return Name.component(bytes);
    }
}
