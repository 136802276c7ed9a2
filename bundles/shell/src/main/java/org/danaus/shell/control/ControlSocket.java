package org.danaus.shell.control;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.felix.service.command.CommandProcessor;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on {@code control.sock} in the state directory, mode 0600, as long as the shell is there. The socket of an engine
 * that was killed is replaced; one that answers is not.
 */
@Component(service = ControlSocket.class, immediate = true)
public final class ControlSocket implements AutoCloseable {
    /** Name of the socket in the state directory. */
    static final String NAME = "control.sock";

    private static final String STATE = "danaus.state";
    private static final Logger log = LoggerFactory.getLogger(ControlSocket.class);

    private final Path path;
    private final ServerSocketChannel server;
    private final Clients clients;

    /** Listens. @throws IOException with one line for a person, if it cannot */
    @Activate
    public ControlSocket(BundleContext context, @Reference CommandProcessor gogo) throws IOException {
        this(Path.of(required(context)), new Execution(gogo));
    }

    ControlSocket(Path state, Execution execution) throws IOException {
        this(state, execution, Peers.ofOwner(state));
    }

    ControlSocket(Path state, Execution execution, Peers peers) throws IOException {
        this.path = state.resolve(NAME);
        refuseSecond();
        this.clients = new Clients(peers, execution);
        this.server = bind();
        Thread acceptor = new Thread(this::accept, "control");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    /** Listens no more, and lets commands that run end, for a while. */
    @Override
    @Deactivate
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(path);
        clients.close();
    }

    private void refuseSecond() throws IOException {
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.connect(UnixDomainSocketAddress.of(path));
        } catch (ConnectException e) {
            // Left behind by an engine that is dead.
            return;
        } catch (IOException e) {
            if (Files.notExists(path)) {
                return;
            }
            throw e;
        }
        throw new IOException("another engine answers at " + path + "; stop it or choose another --state");
    }

    /** Nobody can connect before the mode is set: the name that clients know is given last, and at one stroke. */
    private ServerSocketChannel bind() throws IOException {
        Path next = path.resolveSibling(NAME + ".new");
        Files.deleteIfExists(next);
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(next));
            Files.setPosixFilePermissions(next, PosixFilePermissions.fromString("rw-------"));
            Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw new IOException("cannot listen at " + path + ": " + e.getMessage(), e);
        }
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                clients.serve(server.accept());
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                log.warn("a client of {} was not let in: {}", path, e.getMessage());
            }
        }
    }

    private static String required(BundleContext context) {
        String state = context.getProperty(STATE);
        if (state == null) {
            throw new IllegalStateException("the property " + STATE + " does not say where state lives");
        }
        return state;
    }
}
