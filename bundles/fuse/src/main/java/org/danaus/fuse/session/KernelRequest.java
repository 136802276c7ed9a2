package org.danaus.fuse.session;

import java.nio.ByteBuffer;

/**
 * The head of a request as the kernel writes it to /dev/fuse (struct fuse_in_header of linux/fuse.h), and the operation codes that we look at before libfuse does.
 *
 * <pre>
 *  0 length u32   4 operation u32   8 unique u64   16 node id u64   24 uid u32   28 gid u32   32 pid u32   36   40 arguments
 * </pre>
 */
final class KernelRequest {
    static final int SETATTR = 4;
    static final int OPEN = 14;
    static final int WRITE = 16;
    static final int INIT = 26;
    static final int RENAME2 = 45;
    static final int LSEEK = 46;
    static final int COPY_FILE_RANGE = 47;
    static final int TMPFILE = 51;
    static final int STATX = 52;
    static final int COPY_FILE_RANGE_64 = 53;
    /** The last operation that libfuse 2.9 knows: FUSE_FALLOCATE. */
    static final int LAST_KNOWN = 43;
    /** Where the operation's own arguments begin. */
    static final int ARGUMENTS = 40;

    private static final int OPERATION = 4;
    private static final int UNIQUE = 8;
    private static final int NODE = 16;
    private static final int UID = 24;
    private static final int SETATTR_KILL = 1 << 11;
    private static final int OPEN_FLAGS = ARGUMENTS + 4;
    private static final int OPEN_KILL = 1;
    private static final int WRITE_FLAGS = ARGUMENTS + 20;
    private static final int WRITE_KILL = 1 << 2;

    private KernelRequest() {}

    static int operation(ByteBuffer request) {
        return request.getInt(OPERATION);
    }

    static long unique(ByteBuffer request) {
        return request.getLong(UNIQUE);
    }

    static long node(ByteBuffer request) {
        return request.getLong(NODE);
    }

    /** Offset of uid, gid and pid, which lie as in struct fuse_ctx. */
    static int context() {
        return UID;
    }

    /** Whether the operation shall drop set-user-id and set-group-id bits: FUSE_HANDLE_KILLPRIV_V2, which libfuse 2 does not pass on. */
    static boolean killsPrivileges(ByteBuffer request) {
        return switch (operation(request)) {
            case SETATTR -> (request.getInt(ARGUMENTS) & SETATTR_KILL) != 0;
            case OPEN -> (request.getInt(OPEN_FLAGS) & OPEN_KILL) != 0;
            case WRITE -> (request.getInt(WRITE_FLAGS) & WRITE_KILL) != 0;
            default -> false;
        };
    }
}
