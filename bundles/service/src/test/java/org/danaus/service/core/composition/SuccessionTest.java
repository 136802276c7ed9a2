package org.danaus.service.core.composition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.danaus.libservice.Attributes;
import org.danaus.libservice.Caller;
import org.danaus.libservice.CompositionException;
import org.danaus.libservice.Errno;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Name;
import org.danaus.libservice.Node;
import org.danaus.libservice.OpenDirectory;
import org.danaus.libservice.OpenFile;
import org.danaus.service.core.fixture.Layers;
import org.danaus.service.core.fixture.Pane;
import org.danaus.service.core.fixture.Shelf;
import org.danaus.service.core.serving.ServedFilesystem;
import org.danaus.service.core.serving.ServedState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** State on its way from the layers of one stack to those of the next: what front ends hold must not notice. */
class SuccessionTest {
    private final Shelf.Store store = new Shelf.Store();
    private final ServedFilesystem served = new ServedFilesystem("test", Duration.ofMillis(50));
    private List<RunningLayer> running;
    private Node kept;
    private Node doomed;
    private OpenFile file;
    private OpenFile nameless;
    private OpenDirectory directory;
    private int descriptors;

    @BeforeEach
    void putFilesThere() {
        store.put("kept", 1, 11);
        store.put("doomed", 2, 22);
        store.put("nameless", 3, 33);
    }

    private static String[] names(String panes) {
        return panes == null ? new String[0] : panes.split(" ");
    }

    private RunningLayer shelf() {
        return Layers.running("shelf", new Shelf(store));
    }

    /** Serves a stack and holds a node, an open file, one that has lost its name, and a half-read directory. */
    private void serve(String... panes) throws ErrnoException {
        running = Layers.over(shelf(), panes);
        served.begin(running.get(0).instance());
        served.open();
        kept = lookup("kept");
        doomed = lookup("doomed");
        file = served.open(Caller.SERVICE, kept, 2);
        nameless = served.open(Caller.SERVICE, lookup("nameless"), 2);
        served.unlink(Caller.SERVICE, served.root(), Name.of("nameless"));
        directory = served.openDirectory(Caller.SERVICE, served.root());
        assertThat(list(0, 1)).containsExactly(1L);
        descriptors = store.descriptors.get();
    }

    private Node lookup(String name) throws ErrnoException {
        return served.lookup(Caller.SERVICE, served.root(), Name.of(name), new Attributes());
    }

    private List<Long> list(long cookie, int most) throws ErrnoException {
        List<Long> numbers = new ArrayList<>();
        directory.read(Caller.SERVICE, cookie, (name, inode, type, next) -> {
            if (numbers.size() == most) {
                return false;
            }
            return numbers.add(inode);
        });
        return numbers.stream().sorted().toList();
    }

    private static int read(OpenFile from) throws ErrnoException {
        ByteBuffer room = ByteBuffer.allocateDirect(1);
        from.read(Caller.SERVICE, 0, room);
        return room.get(0);
    }

    private Departure save(int leaving) throws ErrnoException {
        assertThat(served.gate().close(Duration.ofSeconds(10))).isTrue();
        Departure departure = new Departure(running, leaving);
        departure.saveInstances();
        return departure;
    }

    private void take(Departure departure, ServedState state, List<RunningLayer> next, int fresh, boolean lenient)
            throws ErrnoException, CompositionException {
        Arrival arrival = new Arrival("test", departure, next, fresh);
        arrival.restoreInstances();
        state.restore(arrival, next.get(0).instance(), lenient).commit();
        arrival.finish();
        departure.discard();
        running = next;
    }

    /** Replaces all of the old stack, or, if the shelf stays, all above it. */
    private void swap(boolean shelfStays, String... panes) throws ErrnoException, CompositionException {
        RunningLayer bottom = running.get(running.size() - 1);
        List<RunningLayer> old = running;
        int leaving = shelfStays ? old.size() - 1 : old.size();
        Departure departure = save(leaving);
        try {
            List<RunningLayer> next = Layers.over(shelfStays ? bottom : shelf(), panes);
            ServedState state = ServedState.save(served, departure);
            take(departure, state, next, shelfStays ? next.size() - 1 : next.size(), false);
            Composer.close(old.subList(0, leaving));
        } finally {
            departure.discard();
            served.open();
        }
    }

    private void assertNothingNoticed() throws ErrnoException {
        assertThat(lookup("kept")).isSameAs(kept);
        assertThat(file.node()).isSameAs(kept);
        assertThat(read(file)).isEqualTo(11);
        assertThat(read(nameless)).isEqualTo(33);
        assertThat(list(1, 10)).containsExactly(2L);
        Attributes found = new Attributes();
        served.getattr(Caller.SERVICE, doomed, found);
        assertThat(found.inode).isEqualTo(2);
        served.getattr(Caller.SERVICE, served.root(), found);
        assertThat(found.isDirectory()).isTrue();
        assertThat(store.descriptors).hasValue(descriptors);
    }

    @ParameterizedTest
    @CsvSource({
        ",",
        "t1,t1",
        "union,union",
        "t1 union,t1 union",
        "union t1,union t1",
        ",t1",
        ",t1 t2",
        "t1,",
        "t1 t2,",
        "union,t1 union",
        "union,union t1",
        "union,t1 union t2",
        "t1 union,union",
        "union t1,union",
        "t1 union t2,union",
        "t1 union,union t2",
        "t1 union t2,t3 union t4",
        "t1 t2,t2 t3",
        "t1 union t2 union2,union t3 union2 t4"
    })
    void shouldCarryEverythingOver(String before, String after) throws ErrnoException, CompositionException {
        serve(names(before));
        swap(false, names(after));
        assertNothingNoticed();
        if (before != null || after != null) {
            swap(true, names(before));
            assertNothingNoticed();
        }
        file.close();
        nameless.close();
        directory.close();
        assertThat(store.descriptors).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource({
        ",union,layer union cannot be put in",
        "union,,layer union cannot be taken out",
        "union other,union,layer other cannot be taken out",
        "union,other,layer other cannot be put in",
        "union other,other union,cannot change places",
        "t1 t2,t2 t1,cannot change places"
    })
    void shouldRefuseWhatCannotBeCarriedOver(String before, String after, String complaint) throws ErrnoException {
        serve(names(before));
        assertThatThrownBy(() -> swap(false, names(after)))
                .isInstanceOf(CompositionException.class)
                .hasMessageContaining(complaint);
        assertNothingNoticed();
    }

    @Test
    void shouldGiveBackWhatWasSavedWhenSavingFails() throws ErrnoException {
        serve("union");
        store.failingSave = Errno.EMFILE;
        assertThatThrownBy(() -> swap(false, "union")).isSameAs(Errno.EMFILE.exception());
        assertNothingNoticed();
    }

    @Test
    void shouldAnswerEstaleForAFileThatIsGone() throws ErrnoException, CompositionException {
        serve("t1");
        store.lose(2);
        swap(false, "t1");
        assertThat(read(file)).isEqualTo(11);
        assertThatThrownBy(() -> served.getattr(Caller.SERVICE, doomed, new Attributes()))
                .isSameAs(Errno.ESTALE.exception());
        swap(true, "t1");
        assertThatThrownBy(() -> served.getattr(Caller.SERVICE, doomed, new Attributes()))
                .isSameAs(Errno.ESTALE.exception());
    }

    @Test
    void shouldLetASecondSuccessorTakeOverWhereTheFirstFailed() throws ErrnoException, CompositionException {
        serve("union");
        Departure departure = save(1);
        ServedState state = ServedState.save(served, departure);
        RunningLayer bottom = running.get(1);
        Pane first = new Pane(bottom.instance(), false);
        Arrival failed = new Arrival("test", departure, List.of(Layers.running("union", first), bottom), 1);
        failed.restoreInstances();
        state.restore(failed, first, true);
        first.close();
        take(departure, state, Layers.over(bottom, "union"), 1, true);
        served.open();
        assertNothingNoticed();
    }

    @ParameterizedTest
    @CsvSource({"union", "t1", "t1 union", "union t1"})
    void shouldLetLowerLayersLeaveLater(String panes) throws ErrnoException, CompositionException {
        serve(names(panes));
        int above = running.size() - 1;
        Departure departure = save(above);
        ServedState state = ServedState.save(served, departure);
        departure.finish();
        state.detach();
        Composer.close(running.subList(0, above));
        departure.extend(running.subList(above, running.size()));
        running.get(above).close();
        List<RunningLayer> next = Layers.over(shelf(), names(panes));
        take(departure, state, next, next.size(), true);
        served.open();
        assertNothingNoticed();
    }

    @Test
    void shouldStayAsItWasWhenALowerLayerCannotLeave() throws ErrnoException, CompositionException {
        serve("union");
        Departure departure = save(1);
        ServedState state = ServedState.save(served, departure);
        departure.finish();
        state.detach();
        store.failingSave = Errno.EMFILE;
        assertThatThrownBy(() -> departure.extend(running.subList(1, 2))).isSameAs(Errno.EMFILE.exception());
        store.failingSave = null;
        take(departure, state, Layers.over(running.get(1), "union"), 1, true);
        served.open();
        assertNothingNoticed();
    }

    @Test
    void shouldGiveUpAFileThatIsGoneOnceALowerLayerLeaves() throws ErrnoException, CompositionException {
        serve("union");
        Departure departure = save(1);
        ServedState state = ServedState.save(served, departure);
        departure.finish();
        state.detach();
        store.lose(2);
        departure.extend(running.subList(1, 2));
        List<RunningLayer> next = Layers.over(shelf(), "union");
        take(departure, state, next, 2, true);
        served.open();
        assertThat(read(file)).isEqualTo(11);
        assertThatThrownBy(() -> served.getattr(Caller.SERVICE, doomed, new Attributes()))
                .isSameAs(Errno.ESTALE.exception());
    }
}
