package org.danaus.service.core.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.danaus.libservice.Attributes;
import org.danaus.libservice.Caller;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Name;
import org.danaus.libservice.Node;
import org.danaus.libservice.OpenDirectory;
import org.danaus.libservice.OpenFile;
import org.danaus.service.core.fixture.Shelf;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServedFilesystemTest {
    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final Shelf.Store store = new Shelf.Store();
    private final ServedFilesystem served = new ServedFilesystem("test", Duration.ofMillis(20));

    @BeforeEach
    void serve() {
        store.put("file", 1, 11);
        served.begin(new Shelf(store));
        served.open();
    }

    private Node file() throws ErrnoException {
        return served.lookup(Caller.SERVICE, served.root(), Name.of("file"), new Attributes());
    }

    @Test
    void shouldGiveOneNodeForOneFile() throws ErrnoException {
        Node node = file();
        assertThat(file()).isSameAs(node);
        assertThat(served.open(Caller.SERVICE, node, 0).node()).isSameAs(node);
        assertThat(served.root()).isSameAs(served.root());
    }

    @Test
    void shouldFindNothingWhereThereIsNothing() throws ErrnoException {
        assertThat(served.lookup(Caller.SERVICE, served.root(), Name.of("none"), new Attributes()))
                .isNull();
    }

    @Test
    void shouldPassTheErrorsOfALayerOn() {
        assertThatThrownBy(() -> served.sync(Caller.SERVICE)).isSameAs(Errno.ENOSYS.exception());
    }

    @Test
    void shouldAnswerEioToWhatALayerShouldNotThrow() throws ErrnoException {
        Node node = file();
        OpenFile open = served.open(Caller.SERVICE, node, 0);
        store.fault = new IllegalStateException("a fault put in by a test");
        assertThatThrownBy(() -> served.getattr(Caller.SERVICE, node, new Attributes()))
                .isSameAs(Errno.EIO.exception());
        assertThatThrownBy(() -> open.read(Caller.SERVICE, 0, ByteBuffer.allocateDirect(1)))
                .isSameAs(Errno.EIO.exception());
        assertThat(served.gate().close(DRAIN)).as("every operation has left").isTrue();
    }

    @Test
    void shouldAnswerEioWhileNoOperationCanRun() throws ErrnoException {
        Node node = file();
        assertThat(served.gate().close(DRAIN)).isTrue();
        assertThatThrownBy(() -> served.getattr(Caller.SERVICE, node, new Attributes()))
                .isSameAs(Errno.EIO.exception());
        served.open();
        served.getattr(Caller.SERVICE, node, new Attributes());
    }

    @Test
    void shouldPutOffAClosingThatCannotRun() throws ErrnoException {
        OpenFile open = served.open(Caller.SERVICE, file(), 0);
        OpenDirectory directory = served.openDirectory(Caller.SERVICE, served.root());
        assertThat(served.gate().close(DRAIN)).isTrue();
        open.close();
        directory.close();
        assertThat(store.descriptors).hasValue(2);
        served.open();
        assertThat(store.descriptors).hasValue(0);
        assertThat(served.openFiles()).isZero();
    }

    @Test
    void shouldNotCopyBetweenFilesystems() throws ErrnoException {
        ServedFilesystem other = new ServedFilesystem("other", Duration.ofMillis(20));
        other.begin(new Shelf(store));
        other.open();
        OpenFile from = served.open(Caller.SERVICE, file(), 0);
        OpenFile to = other.open(
                Caller.SERVICE, other.lookup(Caller.SERVICE, other.root(), Name.of("file"), new Attributes()), 1);
        assertThatThrownBy(() -> from.copyRange(Caller.SERVICE, 0, to, 0, 1)).isSameAs(Errno.EXDEV.exception());
    }

    @Test
    void shouldLetGoOfNodesThatNobodyHolds() throws Exception {
        for (int i = 2; i < 2_000; i++) {
            store.put("f" + i, i, 0);
            served.lookup(Caller.SERVICE, served.root(), Name.of("f" + i), new Attributes());
        }
        Node held = file();
        long end = System.nanoTime() + DRAIN.toNanos();
        while (served.nodes.all().size() > 100 && System.nanoTime() - end < 0) {
            System.gc();
            Thread.onSpinWait();
        }
        assertThat(served.nodes.all()).hasSizeLessThan(100);
        assertThat(file()).isSameAs(held);
    }
}
