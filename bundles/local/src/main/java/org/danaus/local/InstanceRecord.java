package org.danaus.local;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.danaus.libservice.CompositionException;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Lease;
import org.danaus.libservice.LockRequest;
import org.danaus.libservice.State;
import org.danaus.posix.Posix;

/**
 * The record of an instance.
 *
 * <pre>
 * device s64, inode s64, path length s32, path in UTF-8, locked files s32,
 * each: locks s32, each: kind s8, type s8, owner s64, pid s32, start s64, end s64
 * leases: the descriptors of the locked files, in order
 * </pre>
 */
final class InstanceRecord {
    private static final int FIXED_BYTES = 8 + 8 + 4 + 4;
    private static final int LOCK_BYTES = 1 + 1 + 8 + 4 + 8 + 8;

    private InstanceRecord() {}

    static State save(HostDirectory directory, SharedLocks locks) {
        List<LockedFile> files = locks.files();
        byte[] path = directory.path().getBytes(StandardCharsets.UTF_8);
        int size = FIXED_BYTES + path.length;
        for (LockedFile file : files) {
            size += Integer.BYTES + file.held().size() * LOCK_BYTES;
        }
        ByteBuffer data = ByteBuffer.allocate(size);
        data.putLong(directory.device()).putLong(directory.inode());
        data.putInt(path.length).put(path).putInt(files.size());
        List<Lease> leases = new ArrayList<>();
        for (LockedFile file : files) {
            data.putInt(file.held().size());
            file.held().forEach(lock -> put(data, lock));
            leases.add(lease(file));
        }
        return new State(LocalHandover.FORMAT, data.array(), List.of(), List.of(), List.of(), List.copyOf(leases));
    }

    static void restore(State state, HostDirectory directory, SharedLocks locks) throws CompositionException {
        try {
            ByteBuffer data = state.reader();
            long device = data.getLong();
            long inode = data.getLong();
            byte[] path = new byte[data.getInt()];
            data.get(path);
            if (device != directory.device() || inode != directory.inode()) {
                throw new CompositionException("the directory of a mounted filesystem cannot change: it is "
                        + new String(path, StandardCharsets.UTF_8) + ", not " + directory.path()
                        + "; unmount the filesystem first");
            }
            int files = data.getInt();
            for (int i = 0; i < files; i++) {
                List<LockRequest> held = new ArrayList<>();
                for (int left = data.getInt(); left > 0; left--) {
                    held.add(get(data));
                }
                locks.restore((int) state.leases().get(i).take(), held);
            }
        } catch (BufferUnderflowException | IndexOutOfBoundsException | ErrnoException e) {
            throw new CompositionException(
                    "local cannot take over its predecessor's state: unmount the filesystem, then change its spec", e);
        }
    }

    private static Lease lease(LockedFile file) {
        try {
            return Posix.lease(SharedLocks.duplicate(file));
        } catch (ErrnoException e) {
            // Out of descriptors: the successor fails on the lease, and the swap is aborted.
            return new Lease(-1, () -> {});
        }
    }

    private static void put(ByteBuffer data, LockRequest lock) {
        data.put((byte) lock.kind().ordinal()).put((byte) lock.type().ordinal());
        data.putLong(lock.owner()).putInt(lock.pid());
        data.putLong(lock.start()).putLong(lock.end());
    }

    private static LockRequest get(ByteBuffer data) {
        LockRequest.Kind kind = LockRequest.Kind.values()[data.get()];
        LockRequest.Type type = LockRequest.Type.values()[data.get()];
        return new LockRequest(kind, type, data.getLong(), data.getInt(), data.getLong(), data.getLong());
    }
}
