package org.danaus.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.danaus.libservice.Errno;
import org.danaus.libservice.Libservice;
import org.danaus.libservice.LockRequest;
import org.danaus.libservice.LockRequest.Kind;
import org.danaus.libservice.LockRequest.Type;
import org.danaus.libservice.Name;
import org.danaus.libservice.OpenFile;
import org.danaus.libservice.OpenFlags;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Locks of users of a shared directory, as others on the host meet them. */
class SharedLocksTest extends LocalFixture {
    private Libservice shared;
    private OpenFile file;
    private Path path;

    @BeforeEach
    void openShared() throws Exception {
        shared = host.local(Map.of("shared", true));
        file = shared.create(ROOT, shared.root(), Name.of("file"), OpenFlags.RDWR, 0644, attributes);
        path = host.path("file");
    }

    @AfterEach
    void closeShared() {
        file.close();
        shared.close();
    }

    /**
     * Whether somebody else can lock a range exclusively. The JVM's own locks are POSIX ones, which conflict with ours.
     */
    static boolean canLock(Path path, long start, long length) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock(start, length, false)) {
            return lock != null;
        }
    }

    @Test
    void shouldPromiseNothingAndAskForLocks() {
        assertThat(shared.traits().sharesLocks()).isTrue();
        assertThat(shared.traits().coherence()).isEqualTo(org.danaus.libservice.Traits.Coherence.ASK);
        assertThat(local.traits().sharesLocks()).isFalse();
        assertThat(local.traits().coherence()).isEqualTo(org.danaus.libservice.Traits.Coherence.EXCLUSIVE);
    }

    @Test
    void shouldHoldTheUnionOfWhatItsUsersHold() throws Exception {
        file.lock(ROOT, range(Type.READ, 1, 0, 99));
        file.lock(ROOT, range(Type.READ, 2, 50, 149));
        assertThat(canLock(path, 120, 10)).isFalse();
        file.lock(ROOT, range(Type.UNLOCK, 1, 0, Long.MAX_VALUE));
        assertThat(canLock(path, 0, 50)).isTrue();
        assertThat(canLock(path, 60, 10)).isFalse();
        file.lock(ROOT, range(Type.WRITE, 2, 60, 69));
        assertThat(Host.run("sh", "-c", "grep -c OFDLCK.*WRITE.*:" + attributes.inode + " /proc/locks"))
                .isEqualTo("1");
        file.lock(ROOT, range(Type.UNLOCK, 2, 0, Long.MAX_VALUE));
        assertThat(canLock(path, 0, Long.MAX_VALUE)).isTrue();
    }

    @Test
    void shouldNotGetWhatSomebodyElseHas() throws Exception {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE);
                FileLock foreign = channel.lock(10, 10, false)) {
            assertThat(foreign.isValid()).isTrue();
            file.lock(ROOT, range(Type.READ, 1, 0, 4));
            assertErrno(Errno.EAGAIN, () -> file.lock(ROOT, range(Type.WRITE, 1, 0, 15)));
        }
        // What it had before the refusal it still has, and not more.
        assertThat(canLock(path, 0, 5)).isFalse();
        assertThat(canLock(path, 5, 20)).isTrue();
    }

    @Test
    void shouldShowFlockLocks() throws Exception {
        int before = Host.openDescriptors("/file");
        LockRequest first = new LockRequest(Kind.FLOCK, Type.READ, 1, 1, 0, Long.MAX_VALUE);
        LockRequest second = new LockRequest(Kind.FLOCK, Type.READ, 2, 1, 0, Long.MAX_VALUE);
        file.lock(ROOT, first);
        file.lock(ROOT, second);
        assertThat(flock("-s")).isTrue();
        assertThat(flock("-x")).isFalse();
        file.lock(ROOT, first.withType(Type.UNLOCK));
        assertThat(flock("-x")).isFalse();
        file.lock(ROOT, second.withType(Type.WRITE));
        assertThat(flock("-s")).isFalse();
        // The two kinds never meet.
        assertThat(canLock(path, 0, 10)).isTrue();
        file.lock(ROOT, second.withType(Type.UNLOCK));
        assertThat(flock("-x")).isTrue();
        assertThat(Host.openDescriptors("/file")).isLessThanOrEqualTo(before);
    }

    private boolean flock(String mode) throws Exception {
        return new ProcessBuilder("flock", "-n", mode, path.toString(), "true")
                        .start()
                        .waitFor()
                == 0;
    }

    private static LockRequest range(Type type, long owner, long start, long end) {
        return new LockRequest(Kind.OFD, type, owner, 0, start, end);
    }
}
