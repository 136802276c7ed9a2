package org.danaus.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.danaus.libservice.CompositionException;
import org.danaus.libservice.Libservice;
import org.danaus.libservice.LockRequest;
import org.danaus.libservice.LockRequest.Kind;
import org.danaus.libservice.LockRequest.Type;
import org.danaus.libservice.Name;
import org.danaus.libservice.Node;
import org.danaus.libservice.OpenDirectory;
import org.danaus.libservice.OpenFile;
import org.danaus.libservice.OpenFlags;
import org.danaus.libservice.State;
import org.junit.jupiter.api.Test;

class HandoverTest extends LocalFixture {
    @Test
    void shouldCarryNodesAndOpenFilesOver() throws Exception {
        Node directory = mkdir(root, "directory");
        OpenFile named = create("named");
        named.write(ROOT, 0, bytes("named"));
        OpenFile deleted =
                local.create(ROOT, root, Name.of("gone"), OpenFlags.RDWR | OpenFlags.APPEND, 0600, attributes);
        deleted.write(ROOT, 0, bytes("gone"));
        local.unlink(ROOT, root, Name.of("gone"));
        int before = Host.openDescriptors();

        Libservice next = host.local();
        next.handover().restore(local.handover().save());
        Node nextDirectory = move(next, directory);
        Node nextNamed = move(next, named.node());
        Node nextDeleted = move(next, deleted.node());
        OpenFile namedAgain =
                next.handover().restoreFile(nextNamed, local.handover().save(named));
        OpenFile deletedAgain =
                next.handover().restoreFile(nextDeleted, local.handover().save(deleted));
        named.close();
        deleted.close();
        local.close();
        local = next;
        root = local.root();

        assertThat(lookup("directory")).isSameAs(nextDirectory);
        assertThat(lookup("named")).isSameAs(nextNamed);
        assertThat(read(namedAgain)).isEqualTo("named");
        assertThat(deletedAgain.flags()).isEqualTo(OpenFlags.RDWR | OpenFlags.APPEND);
        assertThat(deletedAgain.append(ROOT, bytes("!"))).isEqualTo(4);
        assertThat(read(deletedAgain)).isEqualTo("gone!");
        assertThat(getattr(nextDeleted).links).isZero();
        namedAgain.close();
        deletedAgain.close();
        // One descriptor of the deleted file may stay until it was idle for a while.
        assertThat(Host.openDescriptors()).isLessThanOrEqualTo(before + 1);
    }

    @Test
    void shouldGoOnWithAHalfReadDirectory() throws Exception {
        for (int i = 0; i < 2000; i++) {
            Files.createFile(host.path("e" + i));
        }
        OpenDirectory open = local.openDirectory(ROOT, root);
        List<String> names = new ArrayList<>();
        long[] cookie = {0};
        OpenDirectory.Sink half = (name, inode, type, next) -> {
            if (names.size() == 777) {
                return false;
            }
            cookie[0] = next;
            return names.add(name.toString());
        };
        open.read(ROOT, 0, half);
        Libservice next = host.local();
        Node directory = move(next, root);
        OpenDirectory again =
                next.handover().restoreDirectory(directory, local.handover().save(open));
        open.close();
        local.close();
        local = next;
        again.read(ROOT, cookie[0], (name, inode, type, position) -> names.add(name.toString()));
        assertThat(names).hasSize(2002).doesNotHaveDuplicates();
        again.close();
    }

    @Test
    void shouldGoOnAsIfNothingHadBeenAskedWhenASwapIsAborted() throws Exception {
        OpenFile file = create("file");
        file.write(ROOT, 0, bytes("12345"));
        int before = Host.openDescriptors();
        State state = local.handover().save(file);
        State directory = local.handover().save(local.openDirectory(ROOT, root));
        state.discard();
        directory.discard();
        assertThat(Host.openDescriptors()).isEqualTo(before + 1);
        assertThat(file.append(ROOT, bytes("6"))).isEqualTo(5);
        assertThat(read(file)).isEqualTo("123456");
        file.close();
    }

    @Test
    void shouldKeepLocksOfTheHostHeld() throws Exception {
        Libservice shared = host.local(Map.of("shared", true));
        OpenFile file = shared.create(ROOT, shared.root(), Name.of("file"), OpenFlags.RDWR, 0644, attributes);
        LockRequest lock = new LockRequest(Kind.POSIX, Type.WRITE, 1, 1, 10, 19);
        file.lock(ROOT, lock);
        Libservice next = host.local(Map.of("shared", true));
        next.handover().restore(shared.handover().save());
        Node node = next.handover().restoreNode(shared.handover().save(file.node()));
        OpenFile again = next.handover().restoreFile(node, shared.handover().save(file));
        file.close();
        shared.close();
        assertThat(SharedLocksTest.canLock(host.path("file"), 10, 1)).isFalse();
        assertThat(SharedLocksTest.canLock(host.path("file"), 20, 1)).isTrue();
        again.lock(ROOT, lock.withType(Type.UNLOCK));
        assertThat(SharedLocksTest.canLock(host.path("file"), 10, 1)).isTrue();
        again.close();
        next.close();
    }

    @Test
    void shouldRefuseAnotherDirectoryAndAnotherLayer() throws Exception {
        try (Host other = new Host(Host.DISK)) {
            Libservice elsewhere = other.local();
            State state = local.handover().save();
            assertThatThrownBy(() -> elsewhere.handover().restore(state))
                    .isInstanceOf(CompositionException.class)
                    .hasMessage("the directory of a mounted filesystem cannot change: it is " + host.directory()
                            + ", not " + other.directory() + "; unmount the filesystem first");
            elsewhere.close();
        }
        State foreign = State.of("union/1", new byte[0]);
        assertThatThrownBy(() -> local.handover().restore(foreign))
                .isInstanceOf(CompositionException.class)
                .hasMessageContaining("union/1");
        State cut = State.of(LocalHandover.FORMAT, new byte[5]);
        assertThatThrownBy(() -> local.handover().restore(cut)).isInstanceOf(CompositionException.class);
        State empty = State.of(LocalHandover.FORMAT, new byte[0]);
        assertThatThrownBy(() -> local.handover().restoreNode(empty)).isInstanceOf(CompositionException.class);
        assertThatThrownBy(() -> local.handover().restoreFile(root, empty)).isInstanceOf(CompositionException.class);
        assertThatThrownBy(() -> local.handover().restoreDirectory(root, empty))
                .isInstanceOf(CompositionException.class);
    }

    private Node move(Libservice next, Node node) throws Exception {
        return next.handover().restoreNode(local.handover().save(node));
    }
}
