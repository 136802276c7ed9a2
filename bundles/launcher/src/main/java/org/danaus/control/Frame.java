package org.danaus.control;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/**
 * One message on the control socket.
 *
 * <pre>
 *  0      1                    5
 *  +------+--------------------+-----------------+
 *  | type | length, big-endian | payload         |
 *  +------+--------------------+-----------------+
 * </pre>
 *
 * The engine greets with {@link #HELLO}. The client sends one {@link #REQUEST} and then, each time the engine sends
 * {@link #WANT}, one {@link #INPUT}. The engine sends any number of {@link #OUT}, {@link #ERR} and {@link #WANT}, and last
 * {@link #EXIT}.
 *
 * @param type one of the constants
 * @param payload at most {@link #MAX_PAYLOAD} bytes; not copied
 */
public record Frame(byte type, byte[] payload) {
    /** Client to engine, first: a {@link Request}. */
    public static final byte REQUEST = 1;
    /** Client to engine: bytes of the standard input stream; none at its end. */
    public static final byte INPUT = 2;
    /** Engine to client: bytes for the standard output stream. */
    public static final byte OUT = 3;
    /** Engine to client: bytes for the standard error stream. */
    public static final byte ERR = 4;
    /** Engine to client: the command reads its standard input stream; no payload. */
    public static final byte WANT = 5;
    /** Engine to client, last: the exit status in one byte. */
    public static final byte EXIT = 6;
    /** Engine to client, first: it is there, and will read the request; no payload. */
    public static final byte HELLO = 7;

    /** The longest payload in bytes. */
    public static final int MAX_PAYLOAD = 1 << 20;

    private static final int HEADER = 5;

    /**
     * Reads the next frame.
     *
     * @return null at the end of the stream between two frames
     * @throws ProtocolException if what comes is no frame
     * @throws EOFException if the stream ends within a frame
     */
    public static Frame read(ReadableByteChannel channel) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        if (!fill(channel, header)) {
            return null;
        }
        byte type = header.get(0);
        int length = header.getInt(1);
        if (type < REQUEST || type > HELLO || length < 0 || length > MAX_PAYLOAD) {
            throw new ProtocolException("not a frame of the control protocol");
        }
        ByteBuffer payload = ByteBuffer.allocate(length);
        if (length > 0 && !fill(channel, payload)) {
            throw new EOFException("the other side has left");
        }
        return new Frame(type, payload.array());
    }

    /** Writes this frame whole. The channel is in blocking mode; the caller sees to it that no two threads write at once. */
    public void write(WritableByteChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(HEADER + payload.length);
        bytes.put(type).putInt(payload.length).put(payload).flip();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static boolean fill(ReadableByteChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                if (buffer.position() == 0) {
                    return false;
                }
                throw new EOFException("the other side has left");
            }
        }
        return true;
    }
}
