package org.danaus.control;

import java.net.ProtocolException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A command to be run by the engine: words as the client's shell has split them, never to be split again.
 *
 * @param words the command and its arguments; at least one
 * @param directory where the client stands, absolute: relative paths are meant from there
 * @param terminal whether somebody at the client's standard input stream can answer a question
 * @param columns width of the client's terminal in characters; 0 if it has none
 */
public record Request(List<String> words, String directory, boolean terminal, int columns) {
    /** Version of the protocol; client and engine must agree. */
    public static final short VERSION = 1;

    private static final int MAGIC = 0x444e5553;
    private static final int FIXED = Integer.BYTES + Short.BYTES + 1 + Short.BYTES + Integer.BYTES;

    /** As the payload of a {@link Frame#REQUEST}; it may be longer than a frame allows. */
    public byte[] encode() {
        List<byte[]> texts = new ArrayList<>();
        texts.add(directory.getBytes(StandardCharsets.UTF_8));
        int size = FIXED;
        for (String word : words) {
            texts.add(word.getBytes(StandardCharsets.UTF_8));
        }
        for (byte[] text : texts) {
            size += Integer.BYTES + text.length;
        }
        ByteBuffer bytes = ByteBuffer.allocate(size);
        bytes.putInt(MAGIC).putShort(VERSION).put((byte) (terminal ? 1 : 0));
        bytes.putShort((short) columns).putInt(words.size());
        for (byte[] text : texts) {
            bytes.putInt(text.length).put(text);
        }
        return bytes.array();
    }

    /** Reads what {@link #encode} has written. @throws ProtocolException if it is not that, or of another version */
    public static Request decode(byte[] payload) throws ProtocolException {
        ByteBuffer bytes = ByteBuffer.wrap(payload);
        try {
            if (bytes.getInt() != MAGIC) {
                throw new ProtocolException("not a request of the control protocol");
            }
            short version = bytes.getShort();
            if (version != VERSION) {
                throw new ProtocolException("the engine speaks version " + VERSION + " of the control protocol, the"
                        + " client version " + version + "; use the ./danaus of the engine's distribution");
            }
            boolean terminal = bytes.get() != 0;
            int columns = Short.toUnsignedInt(bytes.getShort());
            int count = bytes.getInt();
            String directory = text(bytes);
            if (count < 1 || count > bytes.remaining() / Integer.BYTES) {
                throw new ProtocolException("a request with a wrong number of words");
            }
            List<String> words = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                words.add(text(bytes));
            }
            return new Request(List.copyOf(words), directory, terminal, columns);
        } catch (BufferUnderflowException e) {
            throw new ProtocolException("a request that ends too early");
        }
    }

    private static String text(ByteBuffer bytes) throws ProtocolException {
        int length = bytes.getInt();
        if (length < 0 || length > bytes.remaining()) {
            throw new ProtocolException("a request with a word of wrong length");
        }
        byte[] text = new byte[length];
        bytes.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
