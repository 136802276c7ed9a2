package org.danaus.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.danaus.libservice.Errno;
import org.danaus.libservice.Libservice;
import org.danaus.libservice.Name;
import org.danaus.libservice.Node;
import org.danaus.libservice.OpenFile;
import org.danaus.posix.Scratch;
import org.junit.jupiter.api.Test;

class DescriptorsTest extends LocalFixture {
    @Test
    void shouldServeFarMoreNodesThanDescriptors() throws Exception {
        int files = 50_000;
        int limit = 64;
        Libservice small = host.local(Map.of("descriptors", limit));
        Node directory = small.mkdir(ROOT, small.root(), Name.of("many"), 0755, attributes);
        int before = Host.openDescriptors();
        List<Node> nodes = new ArrayList<>(files);
        List<Long> numbers = new ArrayList<>(files);
        for (int i = 0; i < files; i++) {
            OpenFile file = small.create(ROOT, directory, Name.of("f" + i), 2, 0644, attributes);
            nodes.add(file.node());
            numbers.add(attributes.inode);
            file.close();
        }
        for (int i = 0; i < files; i++) {
            small.getattr(ROOT, nodes.get(i), attributes);
            assertThat(attributes.inode).isEqualTo(numbers.get(i));
        }
        assertThat(Host.openDescriptors()).isLessThanOrEqualTo(before + limit);
        for (int i = 0; i < files; i += 997) {
            assertThat(small.lookup(ROOT, directory, Name.of("f" + i), attributes))
                    .isSameAs(nodes.get(i));
        }
        small.close();
        assertThat(Host.openDescriptors()).isLessThan(before);
    }

    @Test
    void shouldNotTakeANewFileForADeletedOneWithItsNumber() throws Exception {
        Libservice small = host.local(Map.of("descriptors", 16));
        createAndClose("first", "x");
        Node old = small.lookup(ROOT, small.root(), Name.of("first"), attributes);
        long number = attributes.inode;
        for (int i = 0; i < 100; i++) {
            createAndClose("other" + i, "");
            small.lookup(ROOT, small.root(), Name.of("other" + i), attributes);
        }
        Files.delete(host.path("first"));
        local.close();
        boolean reused = false;
        for (int i = 0; i < 2000 && !reused; i++) {
            Files.createFile(host.path("next" + i));
            Node next = small.lookup(ROOT, small.root(), Name.of("next" + i), attributes);
            assertThat(next).isNotEqualTo(old);
            reused = attributes.inode == number;
        }
        assertThat(reused).as("the filesystem gave the number to another file").isTrue();
        assertErrno(Errno.ESTALE, () -> small.getattr(ROOT, old, attributes));
        small.close();
        local = host.local();
    }

    @Test
    void shouldFreeTheSpaceOfALargeFileWithItsLastNameAndOpenFile() throws Exception {
        OpenFile large = create("closed");
        large.fallocate(ROOT, 0, 0, 2 << 20);
        large.close();
        Node closed = lookup("closed");
        local.unlink(ROOT, root, Name.of("closed"));
        assertErrno(Errno.ESTALE, () -> local.getattr(ROOT, closed, attributes));
        OpenFile open = create("open");
        open.fallocate(ROOT, 0, 0, 2 << 20);
        local.unlink(ROOT, root, Name.of("open"));
        getattr(open.node());
        open.close();
        assertErrno(Errno.ESTALE, () -> local.getattr(ROOT, open.node(), attributes));
    }

    @Test
    void shouldAnswerForAWhileForASmallFileWithoutAName() throws Exception {
        createAndClose("replaced", "x");
        Node met = lookup("replaced");
        local.unlink(ROOT, root, Name.of("replaced"));
        local.getattr(ROOT, met, attributes);
        assertThat(attributes.links).isZero();
    }

    @Test
    void shouldCloseIdleDescriptors() throws Exception {
        for (int i = 0; i < 100; i++) {
            createAndClose("f" + i, "");
        }
        LocalTree tree = new LocalTree(HostDirectory.open(host.directory().toString(), false), 4096);
        int before = Host.openDescriptors();
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            nodes.add(tree.find(tree.root(), Scratch.get().first.put("f" + i), attributes));
        }
        assertThat(Host.openDescriptors()).isGreaterThanOrEqualTo(before + 100);
        tree.sweep();
        tree.getattr((LocalNode) nodes.get(0), attributes);
        tree.sweep();
        assertThat(Host.openDescriptors()).isLessThanOrEqualTo(before + 1);
        tree.getattr((LocalNode) nodes.get(1), attributes);
        assertThat(lookup("f1").toString()).isEqualTo(nodes.get(1).toString());
        tree.close();
    }
}
