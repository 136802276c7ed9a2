package org.danaus.libservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class NameTest {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Property(tries = 1_000)
    void shouldTakeWhatTheKernelTakes(@ForAll @Size(max = 260) byte[] bytes) throws ErrnoException {
        boolean slashed = false;
        for (byte b : bytes) {
            slashed |= b == 0 || b == '/';
        }
        if (bytes.length > 255) {
            assertThatThrownBy(() -> Name.component(bytes)).isSameAs(Errno.ENAMETOOLONG.exception());
        } else if (bytes.length == 0 || slashed) {
            assertThatThrownBy(() -> Name.component(bytes)).isSameAs(Errno.EINVAL.exception());
        } else {
            Name name = Name.component(bytes);
            assertThat(name.toBytes()).isEqualTo(bytes);
            assertThat(name.length()).isEqualTo(bytes.length);
            ByteBuffer copy = ByteBuffer.allocate(bytes.length);
            name.copyTo(copy);
            assertThat(copy.array()).isEqualTo(bytes);
        }
    }

    @Test
    void shouldRefuseDotsAsAComponent() {
        assertThatThrownBy(() -> Name.component(bytes("."))).isSameAs(Errno.EINVAL.exception());
        assertThatThrownBy(() -> Name.component(bytes(".."))).isSameAs(Errno.EINVAL.exception());
        assertThat(Name.dots(1).isDots() && Name.dots(2).isDots()).isTrue();
        assertThat(Name.of("...").isDots()
                        || Name.of(".a").isDots()
                        || Name.of("a.").isDots())
                .isFalse();
    }

    @Test
    void shouldBeEqualByBytes() throws ErrnoException {
        Name name = Name.component(bytes("/dir/file"), 5, 4);
        assertThat(name)
                .isEqualTo(Name.of("file"))
                .hasSameHashCodeAs(Name.of("file"))
                .hasToString("file");
        assertThat(name).isNotEqualTo(Name.of("filf")).isLessThan(Name.of("filf"));
        assertThat(name.startsWith(Name.of("fi"))).isTrue();
        assertThat(name.startsWith(Name.of("files"))).isFalse();
    }

    @Test
    void shouldOrderBytesAsUnsigned() throws ErrnoException {
        assertThat(Name.component(new byte[] {(byte) 0xff})).isGreaterThan(Name.component(new byte[] {'a'}));
    }

    @Test
    void shouldNotLetItsBytesBeChanged() throws ErrnoException {
        byte[] source = bytes("name");
        Name name = Name.component(source);
        source[0] = 'x';
        name.toBytes()[1] = 'x';
        assertThat(name).hasToString("name");
    }

    @Test
    void shouldTakeAttributesWithSlashes() throws ErrnoException {
        assertThat(Name.attribute(bytes("user.a/b"))).hasToString("user.a/b");
        assertThatThrownBy(() -> Name.attribute(new byte[0])).isSameAs(Errno.ERANGE.exception());
        assertThatThrownBy(() -> Name.attribute(new byte[256])).isSameAs(Errno.ERANGE.exception());
        assertThatThrownBy(() -> Name.attribute(new byte[1])).isSameAs(Errno.EINVAL.exception());
    }

    @Test
    void shouldRefuseAConstantThatIsNoName() {
        assertThatThrownBy(() -> Name.of("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Name.of("a".repeat(256))).isInstanceOf(IllegalArgumentException.class);
    }
}
