package org.danaus.shell.control;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.danaus.control.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clients that are being served, each on a thread of its own, a bounded number at once. One that says nothing is let go
 * after a while, one that says nonsense at once; neither disturbs the others.
 */
final class Clients {
    /** How many at once. */
    static final int MOST = 16;

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(3);
    private static final int BUSY = 5;
    private static final int REFUSED = 6;
    private static final Logger log = LoggerFactory.getLogger(Clients.class);

    private final Peers peers;
    private final Execution execution;
    private final Duration requestTimeout;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    /** Those of them that have not said yet what they want. */
    private final Set<SocketChannel> asking = ConcurrentHashMap.newKeySet();

    private final AtomicInteger count = new AtomicInteger();
    private final ThreadPoolExecutor threads;
    private final ScheduledExecutorService clock;

    Clients(Peers peers, Execution execution) {
        this(peers, execution, REQUEST_TIMEOUT);
    }

    Clients(Peers peers, Execution execution, Duration requestTimeout) {
        this.peers = peers;
        this.execution = execution;
        this.requestTimeout = requestTimeout;
        this.threads = new ThreadPoolExecutor(0, MOST, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), this::thread);
        this.clock = Executors.newSingleThreadScheduledExecutor(this::thread);
    }

    /** Takes a client over. */
    void serve(SocketChannel channel) throws IOException {
        open.add(channel);
        try {
            threads.execute(() -> converse(channel));
        } catch (RejectedExecutionException e) {
            new Conversation(channel)
                    .refuse(BUSY, "the engine runs " + MOST + " commands already; try again when one has ended");
            close(channel);
        }
    }

    /** Lets commands end, for a while; then their clients hear no more of them. */
    void close() {
        threads.shutdown();
        asking.forEach(this::close);
        try {
            if (!threads.awaitTermination(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("{} commands of other terminals were still running", threads.getActiveCount());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        open.forEach(this::close);
        clock.shutdownNow();
    }

    private void converse(SocketChannel channel) {
        Conversation client = new Conversation(channel);
        try {
            if (!peers.admits(channel)) {
                client.refuse(REFUSED, "only root and the engine's own user may give commands");
                return;
            }
            client.exit(execution.run(request(channel, client), client));
        } catch (ProtocolException e) {
            client.refuse(REFUSED, e.getMessage());
        } catch (IOException e) {
            log.debug("a client left before it asked for anything", e);
        } catch (RuntimeException e) {
            log.error("serving a client of the control socket failed", e);
            client.refuse(REFUSED, "the command failed in a way nobody foresaw; the log has the details");
        } finally {
            close(channel);
        }
    }

    private Request request(SocketChannel channel, Conversation client) throws IOException {
        ScheduledFuture<?> deadline =
                clock.schedule(() -> close(channel), requestTimeout.toMillis(), TimeUnit.MILLISECONDS);
        asking.add(channel);
        try {
            return client.request();
        } finally {
            asking.remove(channel);
            deadline.cancel(false);
        }
    }

    private void close(SocketChannel channel) {
        open.remove(channel);
        try {
            channel.close();
        } catch (IOException e) {
            log.debug("a client's socket did not close", e);
        }
    }

    private Thread thread(Runnable work) {
        Thread thread = new Thread(work, "control-" + count.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}
