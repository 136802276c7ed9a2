package org.danaus.shell.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void shouldAlignRowsUnderAHead() {
        assertThat(Table.draw(List.of(new Row("a", 5, null), new Row("longer", 1234, "x"))))
                .isEqualTo(
                        """
                        NAME    USED BYTES  MOUNT POINT
                        a                5  -
                        longer        1234  x""");
    }

    @Test
    void shouldKeepTheHeadOfAnEmptyList() {
        assertThat(Table.draw(new Rows(Row.class, List.of()))).isEqualTo("NAME  USED BYTES  MOUNT POINT");
    }

    @Test
    void shouldDrawOneRecordDownwardsAndSetListsOff() {
        assertThat(Table.draw(new Whole("w", Optional.of("p"), List.of("a", "b"), List.of(new Row("r", 1, "")))))
                .isEqualTo(
                        """
                        title  w
                        maybe  p
                        words  a, b

                        rows
                          NAME  USED BYTES  MOUNT POINT
                          r              1  -""");
    }

    @Test
    void shouldDrawMapsInTheirOrder() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("zebra", 1);
        map.put("apple", Map.of("k", List.of("v", "w")));
        assertThat(Table.draw(map)).isEqualTo("zebra  1\napple  k=v, w");
    }

    @Test
    void shouldLetNoControlCharacterReachTheTerminal() {
        assertThat(Table.draw(List.of(new Row("a\u001b[31m\nb", 1, "")))).contains("a?[31m?b");
    }

    @Test
    void shouldDrawALineAsItIs() {
        assertThat(Table.draw(new Short("OK"))).isEqualTo("it is OK");
    }

    @Test
    void shouldLeaveToOthersWhatIsNoRecord() {
        assertThat(Table.draws(List.of("a", "b"))).isFalse();
        assertThat(Table.draws(List.of())).isFalse();
        assertThat(Table.draws("text")).isFalse();
        assertThat(new ResultConverter().format(List.of(1), org.apache.felix.service.command.Converter.INSPECT, null))
                .isNull();
    }

    private record Row(String name, long usedBytes, String mountPoint) {}

    private record Whole(String title, Optional<String> maybe, List<String> words, List<Row> rows) {}

    private record Short(String word) implements Line {
        @Override
        public String line() {
            return "it is " + word;
        }
    }
}
