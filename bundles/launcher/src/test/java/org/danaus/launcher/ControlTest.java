package org.danaus.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.danaus.control.Frame;
import org.danaus.control.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class ControlTest {
    private final ExecutorService engine = Executors.newSingleThreadExecutor();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path state;

    private Path socket;
    private ServerSocketChannel server;

    @BeforeEach
    void listen() throws IOException {
        socket = state.resolve("control.sock");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        engine.shutdownNow();
    }

    @Test
    void shouldPassWordsStreamsAndStatus()
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        Future<String> asked = engine.submit(serving(client -> {
            Request request = Request.decode(Frame.read(client).payload());
            new Frame(Frame.OUT, bytes("half")).write(client);
            new Frame(Frame.WANT, new byte[0]).write(client);
            Frame input = Frame.read(client);
            new Frame(Frame.OUT, input.payload()).write(client);
            new Frame(Frame.WANT, new byte[0]).write(client);
            assertThat(Frame.read(client).payload()).isEmpty();
            new Frame(Frame.ERR, bytes("oops\n")).write(client);
            new Frame(Frame.EXIT, new byte[] {(byte) 200}).write(client);
            return String.join("|", request.words());
        }));
        int status = control("typed").run(List.of("fs:which", "a b", "c\"d"));
        assertThat(asked.get(10, TimeUnit.SECONDS)).isEqualTo("fs:which|a b|c\"d");
        assertThat(status).isEqualTo(200);
        assertThat(out).hasToString("halftyped");
        assertThat(err).hasToString("oops\n");
    }

    @Test
    void shouldSayInOneLineThatNoEngineAnswers() throws IOException {
        server.close();
        assertThat(control("").run(List.of("fs:list"))).isEqualTo(Control.NO_ENGINE);
        assertThat(err).hasToString("danaus: no engine answers at " + socket + ": start it with ./danaus run\n");
        Files.delete(socket);
        assertThat(control("").run(List.of("fs:list"))).isEqualTo(Control.NO_ENGINE);
    }

    @Test
    void shouldSayThatTheEngineWentAway() {
        Future<String> gone = engine.submit(serving(client -> "left"));
        assertThat(control("").run(List.of("fs:list"))).isEqualTo(Control.BROKEN);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("went away before the command was done");
        assertThat(gone).succeedsWithin(10, TimeUnit.SECONDS);
    }

    private Control control(String input) {
        return new Control(socket, new ByteArrayInputStream(bytes(input)), out, err);
    }

    private Callable<String> serving(Conversation conversation) {
        return () -> {
            try (SocketChannel client = server.accept()) {
                new Frame(Frame.HELLO, new byte[0]).write(client);
                return conversation.hold(client);
            }
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @FunctionalInterface
    private interface Conversation {
        String hold(SocketChannel client) throws IOException;
    }
}
