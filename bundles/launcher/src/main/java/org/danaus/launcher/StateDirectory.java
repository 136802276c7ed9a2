package org.danaus.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The directory in which a platform keeps what outlives it, held by one process at a time through a lock on the file
 * {@code lock}, which the kernel drops when the process ends in any way.
 *
 * <p>Folders: {@code config} (Configuration Admin), {@code bundles} (watched for bundles to add), {@code framework}
 * (the framework's own, emptied at each start), {@code tmp}, {@code log}.
 */
final class StateDirectory implements AutoCloseable {

    /** Holds the process id of the holder, for the message to another one. */
    private static final String LOCK = "lock";

    private final Path folder;
    private final FileChannel channel;
    private final FileLock lock;

    private StateDirectory(Path folder, FileChannel channel, FileLock lock) {
        this.folder = folder;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Makes the directory where it is missing and locks it.
     *
     * @throws StateException if it cannot be made or written, or if another process holds it
     */
    static StateDirectory take(Path path) throws StateException {
        Path folder = path.toAbsolutePath().normalize();
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            for (String name : new String[] {"config", "bundles", "framework", "tmp", "log"}) {
                Files.createDirectories(folder.resolve(name));
            }
            return lock(folder);
        } catch (IOException unusable) {
            throw new StateException("cannot use " + folder + " as state directory ("
                    + unusable.getClass().getSimpleName() + ": " + unusable.getMessage()
                    + "); name another one with --state DIR");
        }
    }

    private static StateDirectory lock(Path folder) throws IOException, StateException {
        Path file = folder.resolve(LOCK);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            lock = null;
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        if (lock == null) {
            throw new StateException("state directory " + folder + " is in use by process "
                    + Files.readString(file).strip() + "; stop it or choose another with --state");
        }
        channel.truncate(0);
        channel.write(StandardCharsets.US_ASCII.encode(ProcessHandle.current().pid() + "\n"));
        return new StateDirectory(folder, channel, lock);
    }

    /** Absolute path of the directory. */
    Path folder() {
        return folder;
    }

    @Override
    public void close() throws StateException {
        try {
            lock.release();
            channel.close();
        } catch (IOException unreleased) {
            throw new StateException("cannot release " + folder + ": " + unreleased.getMessage());
        }
    }
}
