package org.danaus.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.danaus.libservice.CompositionException;
import org.danaus.libservice.Libservice;
import org.danaus.libservice.Name;
import org.danaus.libservice.OpenFile;
import org.junit.jupiter.api.Test;

class FactoryTest extends LocalFixture {
    @Test
    void shouldSayInOneLineWhatIsWrong() throws Exception {
        int before = Host.openDescriptors();
        Files.createFile(host.path("file"));
        refuses(host.path("absent").toString(), "does not exist: create it, or name another");
        refuses(host.path("file").toString(), "is not a directory: name one");
        refuses("relative/path", "is not an absolute path: begin it with /");
        refuses("", "option directory is missing");
        Map<String, Object> none = new HashMap<>();
        assertThatThrownBy(() -> new LocalFactory().create(host, none))
                .isInstanceOf(CompositionException.class)
                .hasMessageContaining("option directory is missing");
        assertThatThrownBy(() -> host.local(Map.of("descriptors", 3)))
                .isInstanceOf(CompositionException.class)
                .hasMessage("local: option descriptors is 3: give at least 16");
        assertThat(Host.openDescriptors()).isEqualTo(before);
    }

    @Test
    void shouldTakeADirectoryByASymbolicLink() throws Exception {
        Files.createDirectory(host.path("real"));
        Files.createFile(host.path("real/file"));
        Files.createSymbolicLink(host.path("link"), Path.of("real"));
        Libservice through = host.local(Map.of("directory", host.path("link").toString()));
        assertThat(through.lookup(ROOT, through.root(), Name.of("file"), attributes))
                .isNotNull();
        through.close();
    }

    @Test
    void shouldNotBeWritableOnAReadOnlyMount() throws Exception {
        Path point = Files.createDirectory(host.path("point"));
        Host.run("mount", "-t", "tmpfs", "-o", "ro", "tmpfs", point.toString());
        try {
            Libservice fixed = host.local(Map.of("directory", point.toString()));
            assertThat(fixed.traits().writable()).isFalse();
            fixed.close();
        } finally {
            Host.run("umount", point.toString());
        }
    }

    @Test
    void shouldGiveADirectoryToOneFilesystemUnlessBothShareOrKeepIt() throws Exception {
        host.rename("test/other");
        for (Map<String, Object> options : List.<Map<String, Object>>of(
                Map.of(), Map.of("shared", true), Map.of("readonly", true), Map.of("readonly", true, "shared", true))) {
            assertThatThrownBy(() -> host.local(options))
                    .isInstanceOf(CompositionException.class)
                    .hasMessage("local: directory " + host.directory()
                            + " is used by filesystem test/local: give both shared=true, or name another directory");
        }
        local.close();
        for (String option : List.of("shared", "readonly")) {
            local = host.local(Map.of(option, true));
            host.rename("test/third");
            Libservice second = host.local(Map.of(option, true));
            assertThat(second.lookup(ROOT, second.root(), Name.of("x"), attributes))
                    .isNull();
            second.close();
            host.rename("test/other");
            if (option.equals("shared")) {
                local.close();
            }
        }
    }

    @Test
    void shouldTellAPersonWhereAFileIs() throws Exception {
        createAndClose("file", "x");
        assertThat(local.describe(ROOT, lookup("file")))
                .isEqualTo(Map.of("path", host.path("file").toString()));
        assertThat(local.describe(ROOT, root))
                .isEqualTo(Map.of("path", host.directory().toString()));
        OpenFile open = create("gone");
        local.unlink(ROOT, root, Name.of("gone"));
        assertThat(local.describe(ROOT, open.node())).isEmpty();
        open.close();
    }

    @Test
    void shouldKnowAMountOfOurs() {
        assertThat(new MountTable.Mount("/mnt", "fuse.danaus").isDanaus()).isTrue();
        assertThat(new MountTable.Mount("/mnt", "fuse.sshfs").isDanaus()).isFalse();
        assertThat(MountTable.find(-5)).isNull();
    }

    private void refuses(String directory, String message) {
        assertThatThrownBy(() -> host.local(Map.of("directory", directory)))
                .isInstanceOf(CompositionException.class)
                .hasMessageStartingWith("local: ")
                .hasMessageContaining(directory)
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }
}
