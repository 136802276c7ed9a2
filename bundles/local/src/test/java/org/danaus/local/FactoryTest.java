package org.danaus.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.danaus.posix.Posix.LIBC;
import static org.danaus.posix.Posix.check;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.danaus.libservice.CompositionException;
import org.danaus.libservice.Libservice;
import org.danaus.posix.NativeString;
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
        assertThat(through.lookup(ROOT, through.root(), org.danaus.libservice.Name.of("file"), attributes))
                .isNotNull();
        through.close();
    }

    @Test
    void shouldNotBeWritableOnAReadOnlyMount() throws Exception {
        Path point = Files.createDirectory(host.path("point"));
        NativeString tmpfs = NativeString.constant("tmpfs");
        NativeString target = NativeString.constant(point.toString());
        long readOnly = 1;
        check(LIBC.mount(tmpfs.address(), target.address(), tmpfs.address(), readOnly, 0));
        try {
            Libservice fixed = host.local(Map.of("directory", point.toString()));
            assertThat(fixed.traits().writable()).isFalse();
            fixed.close();
        } finally {
            check(LIBC.umount2(target.address(), 0));
        }
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
