package org.danaus.shell.control;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import org.danaus.control.Frame;
import org.danaus.control.Request;

/**
 * What is said with one client: its request, then the streams of its command. A command goes on to its end whether or not
 * its client is still there: what is written to one that has left is dropped, what is read from it is at its end.
 */
final class Conversation {
    private static final int LARGEST_OUTPUT = 1 << 16;
    private static final Frame HELLO = new Frame(Frame.HELLO, new byte[0]);
    private static final Frame WANT = new Frame(Frame.WANT, new byte[0]);

    private final SocketChannel channel;
    /** Held while a frame is written, so that frames of several threads stay whole. */
    private final ReentrantLock writing = new ReentrantLock();
    /** Set by whichever thread finds out. */
    private volatile boolean gone;

    Conversation(SocketChannel channel) {
        this.channel = channel;
    }

    /** Greets and waits for the request. @throws IOException if there is none, or what came is none */
    Request request() throws IOException {
        send(HELLO);
        Frame frame = Frame.read(channel);
        if (frame == null || frame.type() != Frame.REQUEST) {
            throw new ProtocolException("the client asked for nothing");
        }
        return Request.decode(frame.payload());
    }

    /** The client's standard input stream; asked for only when it is read. One reader at a time. */
    InputStream input() {
        return new Input();
    }

    /** One of the client's streams, {@link Frame#OUT} or {@link Frame#ERR}. */
    OutputStream output(byte type) {
        return new Output(type);
    }

    /** The last word. */
    void exit(int status) {
        send(new Frame(Frame.EXIT, new byte[] {(byte) status}));
    }

    /** One line for a person, then the last word. */
    void refuse(int status, String line) {
        send(new Frame(Frame.ERR, ("danaus: " + line + "\n").getBytes(StandardCharsets.UTF_8)));
        exit(status);
    }

    private void send(Frame frame) {
        writing.lock();
        try {
            if (!gone) {
                frame.write(channel);
            }
        } catch (IOException e) {
            gone = true;
        } finally {
            writing.unlock();
        }
    }

    private final class Output extends OutputStream {
        private final byte type;

        Output(byte type) {
            this.type = type;
        }

        @Override
        public void write(int value) {
            send(new Frame(type, new byte[] {(byte) value}));
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            for (int at = offset; at < offset + length; at += LARGEST_OUTPUT) {
                int end = Math.min(offset + length, at + LARGEST_OUTPUT);
                send(new Frame(type, Arrays.copyOfRange(bytes, at, end)));
            }
        }
    }

    private final class Input extends InputStream {
        private byte[] bytes = new byte[0];
        private int at;
        private boolean ended;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (at == bytes.length && !refill()) {
                return -1;
            }
            int count = Math.min(length, bytes.length - at);
            System.arraycopy(bytes, at, target, offset, count);
            at += count;
            return count;
        }

        @Override
        public int available() {
            return bytes.length - at;
        }

        private boolean refill() throws IOException {
            if (!ended) {
                send(WANT);
                Frame frame = gone ? null : Frame.read(channel);
                boolean more = frame != null && frame.type() == Frame.INPUT && frame.payload().length > 0;
                ended = !more;
                bytes = more ? frame.payload() : bytes;
                at = more ? 0 : at;
            }
            return !ended;
        }
    }
}
