package org.danaus.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameTest {
    @Test
    void shouldComeBackAsItWasWritten() throws IOException {
        byte[] payload = new byte[100_000];
        new Random(1).nextBytes(payload);
        Frame read = read(written(new Frame(Frame.OUT, payload)));
        assertThat(read.type()).isEqualTo(Frame.OUT);
        assertThat(read.payload()).isEqualTo(payload);
    }

    @Test
    void shouldKeepAnEmptyPayload() throws IOException {
        assertThat(read(written(new Frame(Frame.WANT, new byte[0]))).payload()).isEmpty();
    }

    @Test
    void shouldEndBetweenFramesWithoutFault() throws IOException {
        assertThat(read(new byte[0])).isNull();
    }

    @Test
    void shouldTellWhenTheStreamEndsWithinAFrame() throws IOException {
        byte[] whole = written(new Frame(Frame.ERR, new byte[] {1, 2, 3}));
        for (int length = 1; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(part)).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void shouldRefuseWhatIsNoFrameWithoutTakingMemoryForIt() {
        byte[] huge = {Frame.OUT, 0x7f, -1, -1, -1};
        byte[] negative = {Frame.OUT, -1, -1, -1, -1};
        byte[] unknown = {99, 0, 0, 0, 0};
        byte[] http = "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        for (byte[] bytes : new byte[][] {huge, negative, unknown, http}) {
            assertThatThrownBy(() -> read(bytes)).isInstanceOf(ProtocolException.class);
        }
    }

    private static byte[] written(Frame frame) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        frame.write(Channels.newChannel(bytes));
        return bytes.toByteArray();
    }

    private static Frame read(byte[] bytes) throws IOException {
        return Frame.read(Channels.newChannel(new ByteArrayInputStream(bytes)));
    }
}
