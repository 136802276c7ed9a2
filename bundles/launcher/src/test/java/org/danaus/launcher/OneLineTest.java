package org.danaus.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OneLineTest {

    @Test
    void shouldJoinTheLinesOfAMessage() {
        assertThat(OneLine.of(new IllegalStateException("first\n   second\r\nthird")))
                .isEqualTo("first second third");
    }

    @Test
    void shouldAddTheDeepestCauseThatSaysMore() {
        Exception root = new IllegalStateException("no such directory");
        Exception failure = new IllegalStateException("cannot mount", new IllegalStateException("wrapped", root));
        assertThat(OneLine.of(failure)).isEqualTo("cannot mount: no such directory");
    }

    @Test
    void shouldNotRepeatACauseTheMessageAlreadyHolds() {
        Exception root = new IllegalStateException("no such directory");
        assertThat(OneLine.of(new IllegalStateException("cannot mount: no such directory", root)))
                .isEqualTo("cannot mount: no such directory");
    }

    @Test
    void shouldNameTheClassWhereThereIsNoMessage() {
        assertThat(OneLine.of(new IllegalStateException())).isEqualTo("java.lang.IllegalStateException");
    }
}
