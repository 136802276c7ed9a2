package org.danaus.service.core.table;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.danaus.libservice.ChangeListener;
import org.danaus.libservice.CompositionException;
import org.danaus.libservice.Libservice;
import org.danaus.libservice.Name;
import org.danaus.libservice.Node;
import org.danaus.service.Filesystem.Subscription;
import org.danaus.service.FilesystemName;
import org.danaus.service.core.composition.Composer;
import org.danaus.service.core.serving.ServedFilesystem;
import org.danaus.service.core.serving.ServedNode;

/** What surrounds the layers of one filesystem: other filesystems, background threads, and those who listen to its changes. Safe for all threads. */
final class Around implements Composer.Surroundings, ChangeListener {
    private final FilesystemName name;
    private final Neighbours neighbours;
    private final Path directory;
    private final List<ChangeListener> listeners = new CopyOnWriteArrayList<>();
    private final AtomicBoolean missed = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor background;
    private volatile ServedFilesystem served;

    /** The other filesystems, as one of them may use them. */
    interface Neighbours {
        Libservice stack(FilesystemName user, FilesystemName name) throws CompositionException;

        Subscription listen(FilesystemName name, ChangeListener listener) throws CompositionException;
    }

    Around(FilesystemName name, Neighbours neighbours, Path directory) {
        this.name = name;
        this.neighbours = neighbours;
        this.directory = directory;
        this.background = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "background " + name);
            thread.setDaemon(true);
            return thread;
        });
        background.setKeepAliveTime(10, TimeUnit.SECONDS);
        background.allowCoreThreadTimeOut(true);
        background.setRemoveOnCancelPolicy(true);
    }

    void follow(ServedFilesystem filesystem) {
        served = filesystem;
    }

    Subscription listen(ChangeListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Tells what could not be told while stacks changed. */
    void tellMissed() {
        if (missed.getAndSet(false)) {
            allChanged();
        }
    }

    void close() {
        background.shutdownNow();
    }

    @Override
    public Libservice stack(FilesystemName other) throws CompositionException {
        return neighbours.stack(name, other);
    }

    @Override
    public Subscription listen(FilesystemName other, ChangeListener listener) throws CompositionException {
        return neighbours.listen(other, listener);
    }

    @Override
    public ChangeListener listener() {
        return this;
    }

    @Override
    public ScheduledExecutorService background() {
        return background;
    }

    @Override
    public Path stateDirectory(String layer) {
        return directory.resolve(layer);
    }

    @Override
    public void changed(Node inner) {
        ServedNode node = known(inner);
        if (node != null) {
            listeners.forEach(listener -> listener.changed(node));
        }
    }

    @Override
    public void entryChanged(Node inner, Name entry) {
        ServedNode node = known(inner);
        if (node != null) {
            listeners.forEach(listener -> listener.entryChanged(node, entry));
        }
    }

    @Override
    public void allChanged() {
        listeners.forEach(ChangeListener::allChanged);
    }

    /** The served node; null if nobody holds it, or while a swap is under way, after which everything is told to have changed. */
    private ServedNode known(Node inner) {
        if (!served.gate().isOpen()) {
            missed.set(true);
            return null;
        }
        ServedNode node = served.known(inner);
        if (node == null && !served.gate().isOpen()) {
            missed.set(true);
        }
        return node;
    }
}
