package org.danaus.fuse.lowlevel;

import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import org.danaus.libservice.LockRequest;
import org.danaus.libservice.LockRequest.Kind;
import org.danaus.libservice.LockRequest.Type;
import ru.serce.jnrfuse.struct.Flock;

/** struct flock of fcntl.h, as jnr-fuse lays it out; offsets are from the beginning of the file, length 0 means to its end. */
public final class FileLock {
    private static final Flock LAYOUT = Flock.of(Pointer.wrap(Runtime.getSystemRuntime(), 0L));
    private static final long TYPE = LAYOUT.l_type.offset();
    private static final long START = LAYOUT.l_start.offset();
    private static final long LENGTH = LAYOUT.l_len.offset();
    private static final long PID = LAYOUT.l_pid.offset();

    private FileLock() {}

    /** The request it stands for. OFD locks cannot be told from POSIX locks here: their owner differs, and that is enough. */
    public static LockRequest read(long address, long owner) {
        Type type =
                switch (Memory.AT.getShort(address + TYPE)) {
                    case (short) Flock.F_RDLCK -> Type.READ;
                    case (short) Flock.F_WRLCK -> Type.WRITE;
                    default -> Type.UNLOCK;
                };
        long start = Memory.AT.getLong(address + START);
        long length = Memory.AT.getLong(address + LENGTH);
        long end = length == 0 ? Long.MAX_VALUE : start + length - 1;
        return new LockRequest(Kind.POSIX, type, owner, Memory.AT.getInt(address + PID), start, end);
    }

    /** Fills in the lock that is in the way, or that none is. @param lock null for none */
    public static void write(long address, LockRequest lock) {
        if (lock == null) {
            Memory.AT.putShort(address + TYPE, (short) Flock.F_UNLCK);
            return;
        }
        Memory.AT.putShort(address + TYPE, (short) (lock.type() == Type.WRITE ? Flock.F_WRLCK : Flock.F_RDLCK));
        Memory.AT.putLong(address + START, lock.start());
        Memory.AT.putLong(address + LENGTH, lock.end() == Long.MAX_VALUE ? 0 : lock.end() - lock.start() + 1);
        Memory.AT.putInt(address + PID, lock.pid());
    }
}
