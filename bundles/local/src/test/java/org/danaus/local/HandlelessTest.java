package org.danaus.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.danaus.libservice.AttributeChange;
import org.danaus.libservice.Libservice;
import org.danaus.libservice.Mode;
import org.danaus.libservice.Name;
import org.danaus.libservice.Node;
import org.danaus.libservice.OpenFile;
import org.danaus.libservice.OpenFlags;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A filesystem without file handles: an overlay of the kernel, without {@code nfs_export}. */
class HandlelessTest extends LocalFixture {
    private Libservice overlay;

    @Override
    Path base() {
        return Host.MEMORY;
    }

    @BeforeEach
    void mount() throws Exception {
        for (String directory : new String[] {"lower", "upper", "work", "merged"}) {
            Files.createDirectory(host.path(directory));
        }
        Files.writeString(host.path("lower/below"), "lower");
        String options = "lowerdir=" + host.path("lower") + ",upperdir=" + host.path("upper") + ",workdir="
                + host.path("work") + ",nfs_export=off";
        Host.run(
                "mount",
                "-t",
                "overlay",
                "overlay",
                "-o",
                options,
                host.path("merged").toString());
        overlay = host.local(Map.of("directory", host.path("merged").toString()));
    }

    @AfterEach
    void unmount() throws Exception {
        overlay.close();
        Host.run("umount", "--lazy", host.path("merged").toString());
    }

    @Test
    void shouldKeepFilesReachableByTheirDescriptors() throws Exception {
        Node below = overlay.lookup(ROOT, overlay.root(), Name.of("below"), attributes);
        assertThat(overlay.lookup(ROOT, overlay.root(), Name.of("below"), attributes))
                .isSameAs(below);
        OpenFile file = overlay.create(USER, overlay.root(), Name.of("new"), OpenFlags.RDWR, 0600, attributes);
        file.write(ROOT, 0, bytes("new"));
        assertThat(attributes.uid).isEqualTo(1000);
        overlay.rename(ROOT, overlay.root(), Name.of("new"), overlay.root(), Name.of("renamed"), 0);
        assertThat(overlay.lookup(ROOT, overlay.root(), Name.of("renamed"), attributes))
                .isSameAs(file.node());
        overlay.unlink(ROOT, overlay.root(), Name.of("renamed"));
        AttributeChange change = new AttributeChange();
        change.mask = AttributeChange.MODE;
        change.mode = 0640;
        overlay.setattr(ROOT, file.node(), file, change, attributes);
        assertThat(attributes.mode).isEqualTo(Mode.REGULAR | 0640);
        OpenFile again = overlay.open(ROOT, file.node(), OpenFlags.RDONLY);
        assertThat(read(again)).isEqualTo("new");
        again.close();
        file.close();
        Node link = overlay.symlink(ROOT, overlay.root(), Name.of("link"), new byte[] {'x'}, attributes);
        assertThat(overlay.readlink(ROOT, link)).containsExactly('x');
    }

    @Test
    void shouldHandNodesOverByDescriptor() throws Exception {
        Node below = overlay.lookup(ROOT, overlay.root(), Name.of("below"), attributes);
        long number = attributes.inode;
        Libservice next = host.local(Map.of("directory", host.path("merged").toString()));
        Node moved = next.handover().restoreNode(overlay.handover().save(below));
        overlay.close();
        overlay = next;
        overlay.getattr(ROOT, moved, attributes);
        assertThat(attributes.inode).isEqualTo(number);
        assertThat(overlay.lookup(ROOT, overlay.root(), Name.of("below"), attributes))
                .isSameAs(moved);
    }

    @Test
    void shouldCloseTheDescriptorOfANodeThatNobodyRefersTo() throws Exception {
        Files.createFile(host.path("merged/dropped"));
        int before = Host.openDescriptors();
        WeakReference<Node> node =
                new WeakReference<>(overlay.lookup(ROOT, overlay.root(), Name.of("dropped"), attributes));
        Instant deadline = Instant.now().plus(Duration.ofSeconds(20));
        while ((node.get() != null || Host.openDescriptors() > before)
                && Instant.now().isBefore(deadline)) {
            System.gc();
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(node.get()).isNull();
        assertThat(Host.openDescriptors()).isLessThanOrEqualTo(before);
    }
}
