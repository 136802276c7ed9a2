package org.danaus.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RequestTest {
    private static final Request REQUEST = new Request(
            List.of("fs:create", "", "two words", "'single' \"double\"", "line\nbreak", "größe €", "$x {y} | z ; # \\"),
            "/home/some where",
            true,
            132);

    @Test
    void shouldKeepEveryWordAsItIs() throws ProtocolException {
        assertThat(Request.decode(REQUEST.encode())).isEqualTo(REQUEST);
    }

    @Test
    void shouldRefuseWhatIsCutShortAnywhere() {
        byte[] whole = REQUEST.encode();
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> Request.decode(part)).isInstanceOf(ProtocolException.class);
        }
    }

    @Test
    void shouldMeetAnyDamageWithNothingButAProtocolException() {
        Random random = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            byte[] damaged = REQUEST.encode();
            for (int i = 0; i < 4; i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(Request.decode(damaged).words()).isNotEmpty();
            } catch (ProtocolException expected) {
                assertThat(expected).hasMessageNotContaining("\n");
            }
        }
    }

    @Test
    void shouldNameBothVersionsIfTheyDiffer() {
        byte[] other = REQUEST.encode();
        ByteBuffer.wrap(other).putShort(Integer.BYTES, (short) 9);
        assertThatThrownBy(() -> Request.decode(other))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("version 1")
                .hasMessageContaining("version 9");
    }
}
