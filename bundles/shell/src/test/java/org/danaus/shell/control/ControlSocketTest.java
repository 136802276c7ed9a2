package org.danaus.shell.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.danaus.control.Frame;
import org.danaus.control.Request;
import org.danaus.shell.gogo.TestShell;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Timeout(30)
class ControlSocketTest {
    private static final int BUSY = 5;

    private final Probe probe = new Probe();
    private final TestShell shell = new TestShell().add("probe", probe);

    @TempDir
    Path state;

    private ControlSocket control;

    @BeforeEach
    void listen() throws IOException {
        control = new ControlSocket(state, new Execution(shell.gogo()));
    }

    @AfterEach
    void close() throws IOException {
        probe.release.countDown();
        control.close();
        shell.close();
    }

    @Test
    void shouldHandWordsOverAsTheyAre() throws IOException {
        List<String> words = List.of(
                "two words",
                "",
                "'q' \"d\"",
                "$HOME",
                "a | b",
                "; x",
                "{ c }",
                "(d)",
                "*",
                "~",
                "back\\slash",
                "line\nbreak",
                "#x",
                "größe €",
                "1",
                "true",
                "[1 2]",
                "a=b",
                "<f",
                ">g",
                "&",
                "@usr:ro",
                "%(1+1)",
                "!1");
        List<String> command = new ArrayList<>(List.of("probe:words"));
        command.addAll(words);
        Answer answer = ask(command, "");
        assertThat(answer.err).isEmpty();
        assertThat(probe.words).isEqualTo(words);
        assertThat(answer.status).isZero();
    }

    @Test
    void shouldPassStreamsAndStatus() throws IOException {
        Answer read = ask(List.of("probe:read"), "some\ninput €");
        assertThat(read.out).isEqualTo("read 14 bytes\n");
        Answer failed = ask(List.of("probe:rows", "--bogus"), "");
        assertThat(failed.err).isEqualTo("danaus: '--bogus' is not expected here; see probe:rows --help\n");
        assertThat(failed.out).isEmpty();
        assertThat(failed.status).isEqualTo(2);
        assertThat(ask(List.of("probe:rows", "--format", "json"), "").out).isEqualTo("[ {\n  \"name\" : \"é\"\n} ]\n");
    }

    @Test
    void shouldRunNothingButCommands() throws IOException {
        for (String word :
                List.of("probe:none", "probe:rows | cat", "$x", "", "new java.io.File x", "é", "probe:rows;x")) {
            Answer answer = ask(List.of(word), "");
            assertThat(answer.status).as(word).isEqualTo(2);
            assertThat(answer.err)
                    .startsWith("danaus: there is no command '")
                    .endsWith("\n")
                    .hasLineCount(1);
        }
    }

    @Test
    void shouldForwardTheAnswerToAQuestion() throws IOException {
        Answer yes = ask(new Request(List.of("probe:remove"), "/", true, 80), "y\n");
        assertThat(yes.err).contains("go on? [y/N]");
        assertThat(yes.status).isZero();
        Answer nobody = ask(new Request(List.of("probe:remove"), "/", false, 0), "y\n");
        assertThat(nobody.err).contains("say -y");
        assertThat(nobody.status).isEqualTo(1);
        assertThat(probe.removed).hasValue(1);
    }

    @Test
    void shouldBeForItsOwnerAlone() throws IOException {
        Path socket = state.resolve(ControlSocket.NAME);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                .isEqualTo("rw-------");
        try (ControlSocket strict = new ControlSocket(
                Files.createDirectory(state.resolve("strict")), new Execution(shell.gogo()), new Peers(Set.of()))) {
            Answer answer = ask(
                    state.resolve("strict").resolve(ControlSocket.NAME),
                    new Request(List.of("probe:rows"), "/", false, 0),
                    "");
            assertThat(strict).isNotNull();
            assertThat(answer.err).isEqualTo("danaus: only root and the engine's own user may give commands\n");
            assertThat(answer.out).isEmpty();
            assertThat(answer.status).isNotZero();
        }
    }

    @Test
    void shouldReplaceTheSocketOfADeadEngineOnly() throws IOException {
        Path other = Files.createDirectory(state.resolve("other"));
        Path socket = other.resolve(ControlSocket.NAME);
        ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        dead.bind(UnixDomainSocketAddress.of(socket));
        dead.close();
        assertThat(socket).exists();
        try (ControlSocket successor = new ControlSocket(other, new Execution(shell.gogo()))) {
            assertThat(ask(socket, new Request(List.of("probe:rows"), "/", false, 0), "").status)
                    .isZero();
            assertThatThrownBy(() -> new ControlSocket(other, new Execution(shell.gogo())))
                    .isInstanceOf(IOException.class)
                    .hasMessage("another engine answers at " + socket + "; stop it or choose another --state");
            assertThat(ask(socket, new Request(List.of("probe:rows"), "/", false, 0), "").status)
                    .isZero();
            assertThat(successor).isNotNull();
        }
        assertThat(socket).doesNotExist();
    }

    @Test
    void shouldSurviveNonsense() throws IOException {
        Random random = new Random(3);
        for (int round = 0; round < 200; round++) {
            try (SocketChannel channel = connect(state.resolve(ControlSocket.NAME))) {
                byte[] noise = new byte[random.nextInt(300)];
                random.nextBytes(noise);
                if (round % 3 == 0 && noise.length > 0) {
                    noise[0] = Frame.REQUEST;
                }
                write(channel, noise);
                if (round % 2 == 0) {
                    channel.shutdownOutput();
                }
            }
        }
        assertThat(statusOnceServed()).isZero();
    }

    /** The status of a command, asked for again, for ten seconds at most, while the engine still is busy with those before. */
    private int statusOnceServed() throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        int status = ask(List.of("probe:rows"), "").status;
        while (status == BUSY && System.nanoTime() < end) {
            status = ask(List.of("probe:rows"), "").status;
        }
        return status;
    }

    @Test
    void shouldLetGoOfAClientThatSaysNothing() throws IOException {
        Path quiet = Files.createDirectory(state.resolve("quiet"));
        Clients impatient = new Clients(Peers.ofOwner(quiet), new Execution(shell.gogo()), Duration.ofMillis(50));
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(quiet.resolve("s")));
            try (SocketChannel client = connect(quiet.resolve("s"))) {
                impatient.serve(server.accept());
                assertThat(Frame.read(client).type()).isEqualTo(Frame.HELLO);
                assertThat(Frame.read(client)).isNull();
            }
        } finally {
            impatient.close();
        }
    }

    @Test
    void shouldGoOnWithACommandWhoseClientHasLeft() throws IOException, InterruptedException {
        try (SocketChannel channel = connect(state.resolve(ControlSocket.NAME))) {
            new Frame(Frame.REQUEST, new Request(List.of("probe:linger"), "/", false, 0).encode()).write(channel);
            assertThat(probe.lingering.await(10, TimeUnit.SECONDS)).isTrue();
        }
        probe.release.countDown();
        assertThat(probe.lingered.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void shouldServeABoundedNumberAtOnce() throws IOException {
        List<SocketChannel> channels = new ArrayList<>();
        for (int i = 0; i < Clients.MOST; i++) {
            SocketChannel channel = connect(state.resolve(ControlSocket.NAME));
            channels.add(channel);
            new Frame(Frame.REQUEST, new Request(List.of("probe:linger"), "/", false, 0).encode()).write(channel);
            assertThat(Frame.read(channel).type()).isEqualTo(Frame.HELLO);
        }
        assertThat(ask(List.of("probe:rows"), "").err).contains("the engine runs 16 commands already");
        probe.release.countDown();
        for (SocketChannel channel : channels) {
            assertThat(answer(channel, "").status).isZero();
            channel.close();
        }
        assertThat(ask(List.of("probe:rows"), "").status).isZero();
    }

    private Answer ask(List<String> words, String input) throws IOException {
        return ask(new Request(words, "/", false, 0), input);
    }

    private Answer ask(Request request, String input) throws IOException {
        return ask(state.resolve(ControlSocket.NAME), request, input);
    }

    private static Answer ask(Path socket, Request request, String input) throws IOException {
        try (SocketChannel channel = connect(socket)) {
            try {
                new Frame(Frame.REQUEST, request.encode()).write(channel);
            } catch (IOException e) {
                // Refused before it was read; what the engine said is still there.
                assertThat(channel.isConnected()).isTrue();
            }
            return answer(channel, input);
        }
    }

    private static Answer answer(SocketChannel channel, String input) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        byte[] typed = input.getBytes(StandardCharsets.UTF_8);
        for (Frame frame = Frame.read(channel); frame != null; frame = Frame.read(channel)) {
            switch (frame.type()) {
                case Frame.OUT -> out.write(frame.payload());
                case Frame.ERR -> err.write(frame.payload());
                case Frame.WANT -> {
                    new Frame(Frame.INPUT, typed).write(channel);
                    typed = new byte[0];
                }
                case Frame.EXIT -> {
                    return new Answer(
                            out.toString(StandardCharsets.UTF_8),
                            err.toString(StandardCharsets.UTF_8),
                            frame.payload()[0]);
                }
                default -> assertThat(frame.type()).isEqualTo(Frame.HELLO);
            }
        }
        throw new IOException("no exit status; printed " + out + err);
    }

    private static SocketChannel connect(Path socket) throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(socket));
    }

    private static void write(SocketChannel channel, byte[] bytes) {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            // The engine has had enough of it already.
            assertThat(channel.isOpen()).isTrue();
        }
    }

    private record Answer(String out, String err, int status) {}

    static final class Probe {
        final CountDownLatch lingering = new CountDownLatch(1);
        final CountDownLatch release = new CountDownLatch(1);
        final CountDownLatch lingered = new CountDownLatch(1);
        volatile List<String> words;
        final AtomicInteger removed = new AtomicInteger();

        @Command
        void words(@Parameters(arity = "0..*") List<String> all) {
            words = List.copyOf(all);
        }

        @Command
        List<Row> rows() {
            return List.of(new Row("é"));
        }

        @Command
        String read() throws IOException {
            return "read " + System.in.readAllBytes().length + " bytes";
        }

        @Command(description = "Removes.")
        void remove(@Option(names = {"-y", "--yes"}) boolean yes) {
            removed.incrementAndGet();
        }

        @Command
        String linger() throws InterruptedException {
            lingering.countDown();
            assertThat(release.await(20, TimeUnit.SECONDS)).isTrue();
            lingered.countDown();
            return "x".repeat(300_000);
        }

        record Row(String name) {}
    }
}
