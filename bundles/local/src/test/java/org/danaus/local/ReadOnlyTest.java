package org.danaus.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.danaus.libservice.AttributeChange;
import org.danaus.libservice.Errno;
import org.danaus.libservice.Libservice;
import org.danaus.libservice.Mode;
import org.danaus.libservice.Name;
import org.danaus.libservice.Node;
import org.danaus.libservice.OpenFile;
import org.danaus.libservice.OpenFlags;
import org.junit.jupiter.api.Test;

class ReadOnlyTest extends LocalFixture {
    @Test
    void shouldChangeNothing() throws Exception {
        createAndClose("file", "content");
        mkdir(root, "directory");
        String before = state();
        Libservice fixed = host.local(Map.of("readonly", true));
        assertThat(fixed.traits().writable()).isFalse();
        assertThat(local.traits().writable()).isTrue();
        Node top = fixed.root();
        Node file = fixed.lookup(ROOT, top, Name.of("file"), attributes);
        Name next = Name.of("new");
        AttributeChange change = new AttributeChange();
        List<ThrowingCallable> changes = List.of(
                () -> fixed.create(ROOT, top, next, OpenFlags.RDWR, 0600, attributes),
                () -> fixed.createUnnamed(ROOT, top, OpenFlags.RDWR, 0600, attributes),
                () -> fixed.mkdir(ROOT, top, next, 0700, attributes),
                () -> fixed.mknod(ROOT, top, next, Mode.FIFO | 0600, 0, attributes),
                () -> fixed.symlink(ROOT, top, next, new byte[] {'x'}, attributes),
                () -> fixed.link(ROOT, file, top, next, attributes),
                () -> fixed.unlink(ROOT, top, Name.of("file")),
                () -> fixed.rmdir(ROOT, top, Name.of("directory")),
                () -> fixed.rename(ROOT, top, Name.of("file"), top, next, 0),
                () -> fixed.open(ROOT, file, OpenFlags.RDWR),
                () -> fixed.open(ROOT, file, OpenFlags.WRONLY | OpenFlags.TRUNC),
                () -> fixed.setxattr(ROOT, file, Name.of("user.x"), bytes("1"), 0),
                () -> fixed.removexattr(ROOT, file, Name.of("user.x")));
        for (int i = 0; i < changes.size(); i++) {
            assertErrno(Errno.EROFS, changes.get(i));
        }
        for (int mask :
                List.of(AttributeChange.SIZE, AttributeChange.UID, AttributeChange.MODE, AttributeChange.MODIFY_NOW)) {
            change.mask = mask;
            assertErrno(Errno.EROFS, () -> fixed.setattr(ROOT, file, null, change, attributes));
        }
        fixed.close();
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void shouldNotTouchAccessTimes() throws Exception {
        createAndClose("file", "content");
        Files.setAttribute(host.path("file"), "lastAccessTime", FileTime.fromMillis(1000));
        Libservice fixed = host.local(Map.of("readonly", true));
        OpenFile file =
                fixed.open(ROOT, fixed.lookup(ROOT, fixed.root(), Name.of("file"), attributes), OpenFlags.RDONLY);
        assertThat(read(file)).isEqualTo("content");
        file.close();
        fixed.close();
        assertThat(Files.getAttribute(host.path("file"), "lastAccessTime")).isEqualTo(FileTime.fromMillis(1000));
    }

    private String state() throws Exception {
        return Host.run("sh", "-c", "cd " + host.directory() + " && find . -printf '%p %y %m %n %U %G %s %T@ %C@\n'");
    }
}
