package org.danaus.libservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {
    @ParameterizedTest
    @CsvSource({
        "0,0",
        "4096,4096",
        "1b,1",
        "256M,268435456",
        "256 MiB,268435456",
        "1.5G,1610612736",
        "2k,2048",
        "1t,1099511627776",
        "9223372036854775807,9223372036854775807"
    })
    void shouldReadSizes(String text, long bytes) throws CompositionException {
        assertThat(Quantity.bytes("size", text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "250ms,250000000", "5s,5000000000", "1.5m,90000000000", "2h,7200000000000", "3 us,3000", "7ns,7"
    })
    void shouldReadTimes(String text, long nanos) throws CompositionException {
        assertThat(Quantity.time("age", text)).isEqualTo(Duration.ofNanos(nanos));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1x", "M", "1,5G", "0x10", "1e3", "5s"})
    void shouldRefuseWhatIsNoSize(String text) {
        assertThatThrownBy(() -> Quantity.bytes("size", text))
                .isInstanceOf(CompositionException.class)
                .hasMessage("option size: '" + text + "' is not a size such as 4096, 256M or 1.5G");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "1d", "s", "-1s"})
    void shouldRefuseWhatIsNoTime(String text) {
        assertThatThrownBy(() -> Quantity.time("age", text))
                .isInstanceOf(CompositionException.class)
                .hasMessage("option age: '" + text + "' is not a time such as 250ms, 5s or 2m");
    }

    @Test
    void shouldRefuseWhatIsTooLarge() {
        assertThatThrownBy(() -> Quantity.bytes("size", "9223372036854775808"))
                .hasMessage("option size: '9223372036854775808' is too large");
        assertThatThrownBy(() -> Quantity.bytes("size", "8388608T")).hasMessageEndingWith("is too large");
        assertThatThrownBy(() -> Quantity.time("age", "9999999h")).hasMessageEndingWith("is too large");
    }
}
