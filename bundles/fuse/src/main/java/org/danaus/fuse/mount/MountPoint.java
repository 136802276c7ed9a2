package org.danaus.fuse.mount;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.danaus.libservice.CompositionException;
import org.danaus.posix.NativeString;
import org.danaus.posix.Posix;
import org.danaus.posix.Scratch;
import org.danaus.posix.Statx;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A directory of the host on which a filesystem is to be mounted. */
final class MountPoint {
    /** The type under which our mounts stand in the kernel's table. */
    static final String TYPE = "fuse.danaus";

    private static final Logger LOG = LoggerFactory.getLogger(MountPoint.class);
    private static final int MNT_FORCE = 1;
    private static final int MNT_DETACH = 2;
    private static final int ENOTCONN = 107;
    private static final int AT_FDCWD = -100;
    /** Asks whoever serves the mount, whatever the kernel holds of it. */
    private static final int AT_STATX_FORCE_SYNC = 0x2000;

    private static final long PROBE_SECONDS = 2;

    private final Path path;
    /** The path for C; reachable as long as this object is. */
    private final NativeString text;

    MountPoint(Path path) {
        this.path = path;
        this.text = NativeString.constant(path.toString());
    }

    /** Makes sure that it can be mounted on; clears away what a killed process has left. */
    void prepare() throws CompositionException {
        for (Optional<MountTable.Entry> mounted = MountTable.at(path);
                mounted.isPresent();
                mounted = MountTable.at(path)) {
            if (!mounted.get().type().equals(TYPE) || !isDead()) {
                throw new CompositionException("mount point " + path + " is in use by a mount of type "
                        + mounted.get().type() + "; unmount that or choose another directory");
            }
            LOG.warn("{}: cleared away the mount of a process that has died", path);
            if (!umount(MNT_DETACH)) {
                throw new CompositionException("mount point " + path
                        + ": the mount of a process that has died cannot be cleared away: errno " + Posix.errno());
            }
        }
        if (!Files.isDirectory(path)) {
            throw new CompositionException("mount point " + path
                    + (Files.exists(path) ? " is no directory" : " does not exist") + "; create the directory first");
        }
        try (Stream<Path> content = Files.list(path)) {
            if (content.findAny().isPresent()) {
                throw new CompositionException(
                        "mount point " + path + " is not empty; empty it or choose another directory");
            }
        } catch (IOException e) {
            throw new CompositionException("mount point " + path + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Whether nobody serves the mount any more. Asked on a thread of its own: a hung mount would keep it. */
    private boolean isDead() {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        Thread probe = new Thread(
                () -> {
                    Statx attributes = Scratch.get().statx;
                    int result = Posix.LIBC.statx(
                            AT_FDCWD, text.address(), AT_STATX_FORCE_SYNC, Statx.TYPE_MODE_GROUP, attributes.address());
                    answer.complete(result == -1 && Posix.errno() == ENOTCONN);
                },
                "probe " + path);
        probe.setDaemon(true);
        probe.start();
        try {
            return answer.get(PROBE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    /** Takes a mount off the tree and ends its connection at once; nothing if another one, or none, is at its place. @param device of the mount, as {@link MountTable} has it */
    void force(String device) {
        boolean there = MountTable.at(path)
                .filter(mounted -> mounted.device().equals(device))
                .isPresent();
        if (there && !umount(MNT_FORCE | MNT_DETACH)) {
            LOG.warn("{}: umount2 failed with errno {}", path, Posix.errno());
        }
    }

    private boolean umount(int flags) {
        return Posix.LIBC.umount2(text.address(), flags) == 0;
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
