package org.danaus.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.danaus.libservice.Attributes;
import org.danaus.libservice.Caller;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Libservice;
import org.danaus.libservice.Name;
import org.danaus.libservice.Node;
import org.danaus.libservice.OpenDirectory;
import org.danaus.libservice.OpenFile;
import org.danaus.libservice.OpenFlags;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A backend on a fresh directory, and short words for what tests do with it. */
abstract class LocalFixture {
    static final Caller ROOT = Caller.SERVICE;
    static final Caller USER = new Caller(1000, 1001, new int[] {1002}, 0, 0, 42);

    Host host;
    Libservice local;
    Node root;
    final Attributes attributes = new Attributes();

    /** Where the directory is to be. */
    Path base() {
        return Host.DISK;
    }

    @BeforeEach
    void open() throws Exception {
        host = new Host(base());
        local = host.local();
        root = local.root();
    }

    @AfterEach
    void close() throws Exception {
        local.close();
        host.close();
    }

    Node lookup(Node directory, String name) throws ErrnoException {
        return local.lookup(ROOT, directory, Name.of(name), attributes);
    }

    Node lookup(String name) throws ErrnoException {
        return lookup(root, name);
    }

    OpenFile create(String name) throws ErrnoException {
        return local.create(ROOT, root, Name.of(name), OpenFlags.RDWR, 0644, attributes);
    }

    void createAndClose(String name, String content) throws ErrnoException {
        OpenFile file = create(name);
        file.write(ROOT, 0, bytes(content));
        file.close();
    }

    Node mkdir(Node directory, String name) throws ErrnoException {
        return local.mkdir(ROOT, directory, Name.of(name), 0755, attributes);
    }

    Attributes getattr(Node node) throws ErrnoException {
        Attributes result = new Attributes();
        local.getattr(ROOT, node, result);
        return result;
    }

    List<String> list(Node directory) throws ErrnoException {
        List<String> names = new ArrayList<>();
        OpenDirectory open = local.openDirectory(ROOT, directory);
        open.read(ROOT, 0, (name, inode, type, next) -> names.add(name.toString()));
        open.close();
        return names;
    }

    String read(OpenFile file) throws ErrnoException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
        file.read(ROOT, 0, buffer);
        return text(buffer);
    }

    static ByteBuffer bytes(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    /** What was put into a buffer. */
    static String text(ByteBuffer buffer) {
        return StandardCharsets.UTF_8.decode(buffer.duplicate().flip()).toString();
    }

    static void assertErrno(Errno errno, ThrowingCallable call) {
        ErrnoException thrown = catchThrowableOfType(ErrnoException.class, call);
        assertThat(thrown).as("expected %s", errno).isNotNull();
        assertThat(thrown.errno()).isEqualTo(errno);
    }
}
