package org.danaus.launcher;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.danaus.control.Frame;
import org.danaus.control.Request;

/**
 * Sends one command to the running engine over its control socket and ends with the command's status:
 * {@code Control [--state DIR] SCOPE:COMMAND [ARGUMENT...]}. The state directory is that of {@code danaus run}.
 *
 * <p>Exit status: the command's own; 3 if no engine answers; 4 if it went away before it was done.
 *
 * <p>Starts fast: no library, no pattern.
 */
public final class Control {
    /** No engine answers. */
    static final int NO_ENGINE = 3;
    /** The engine went away, or said something that is not understood. */
    static final int BROKEN = 4;
    /** Nothing to run. */
    static final int USAGE = 2;

    private static final int INPUT_BYTES = 8192;
    private static final long GREETING_TIMEOUT_MILLIS = 10_000;

    private final Path socket;
    private final InputStream in;
    private final OutputStream out;
    private final PrintStream err;

    /** Written by the main thread, read by the one that gives up. */
    private volatile boolean greeted;

    Control(Path socket, InputStream in, OutputStream out, OutputStream err) {
        this.socket = socket;
        this.in = in;
        this.out = out;
        this.err = new PrintStream(err, true);
    }

    /** Runs the command and ends the JVM. */
    public static void main(String[] arguments) {
        String[] words = RawArguments.of(arguments);
        String state = System.getenv("DANAUS_STATE");
        if (state == null || state.isEmpty()) {
            state = "/var/lib/danaus";
        }
        int first = 0;
        if (words.length > 1 && words[0].equals("--state")) {
            state = words[1];
            first = 2;
        }
        Control control = new Control(
                Path.of(state, "control.sock").toAbsolutePath(),
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err));
        System.exit(control.run(Arrays.asList(words).subList(first, words.length)));
    }

    /** Runs the command. @return the exit status */
    int run(List<String> words) {
        if (words.isEmpty()) {
            return fail(USAGE, "name a command, such as fs:list");
        }
        byte[] request = new Request(words, Terminal.directory(), Terminal.answers(), Terminal.columns()).encode();
        if (request.length > Frame.MAX_PAYLOAD) {
            return fail(USAGE, "the arguments are longer than 1 MiB together");
        }
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            if (!connect(channel)) {
                return NO_ENGINE;
            }
            return converse(channel, new Frame(Frame.REQUEST, request));
        } catch (IOException e) {
            return fail(BROKEN, "the engine at " + socket + " went away before the command was done");
        }
    }

    private boolean connect(SocketChannel channel) {
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
            return true;
        } catch (IOException e) {
            Path state = socket.getParent();
            boolean hidden = Files.exists(state) && !Files.isReadable(state)
                    || Files.exists(socket) && !Files.isWritable(socket);
            fail(
                    NO_ENGINE,
                    hidden
                            ? "you may not speak to the engine at " + socket + ": run this as root"
                            : "no engine answers at " + socket + ": start it with ./danaus run");
            return false;
        }
    }

    private int converse(SocketChannel channel, Frame request) throws IOException {
        Thread impatience = new Thread(this::giveUp);
        impatience.setDaemon(true);
        impatience.start();
        try {
            request.write(channel);
        } catch (IOException refused) {
            // The engine may have refused and left before it has read all; what it said is still there to be read.
        }
        for (Frame frame = Frame.read(channel); frame != null; frame = Frame.read(channel)) {
            switch (frame.type()) {
                case Frame.HELLO:
                    greeted = true;
                    break;
                case Frame.OUT:
                    out.write(frame.payload());
                    break;
                case Frame.ERR:
                    err.write(frame.payload(), 0, frame.payload().length);
                    err.flush();
                    break;
                case Frame.WANT:
                    new Frame(Frame.INPUT, input()).write(channel);
                    break;
                case Frame.EXIT:
                    return frame.payload().length == 1 ? frame.payload()[0] & 0xff : BROKEN;
                default:
                    throw new IOException("unexpected frame");
            }
        }
        return fail(BROKEN, "the engine at " + socket + " went away before the command was done");
    }

    /** An engine that hangs accepts clients still, but greets none. */
    private void giveUp() {
        try {
            Thread.sleep(GREETING_TIMEOUT_MILLIS);
        } catch (InterruptedException e) {
            return;
        }
        if (!greeted) {
            fail(NO_ENGINE, "the engine at " + socket + " hangs: it has not answered for 10 s; its log may tell why");
            Runtime.getRuntime().halt(NO_ENGINE);
        }
    }

    private byte[] input() throws IOException {
        byte[] bytes = new byte[INPUT_BYTES];
        int count = in.read(bytes);
        return Arrays.copyOf(bytes, Math.max(count, 0));
    }

    private int fail(int status, String line) {
        err.println("danaus: " + line);
        return status;
    }
}
