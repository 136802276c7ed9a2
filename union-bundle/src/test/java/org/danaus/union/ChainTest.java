package org.danaus.union;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.util.Map;
import org.danaus.libservice.Caller;
import org.danaus.libservice.CompositionException;
import org.danaus.libservice.Errno;
import org.danaus.libservice.Libservice;
import org.danaus.libservice.OpenFile;
import org.danaus.libservice.OpenFlags;
import org.junit.jupiter.api.Test;

/** Which branches a union may have, and which of them takes a change. */
class ChainTest extends OnHostTest {
    private Tree chain() throws Exception {
        union = new Tree(Unions.open(host.layer(), "overlay", "first:rw", "top:rw", "bottom:ro"));
        return union;
    }

    @Test
    void shouldChangeAFileInTheNearestWritableBranch() throws Exception {
        disk.mkdir("first").file("top/mid", "mid").file("bottom/low", "low");
        chain().write("mid", "changed").write("low", "copied").file("new", "new");
        assertThat(Files.readString(host.file("top/mid"))).isEqualTo("changed");
        assertThat(Files.readString(host.file("top/low"))).isEqualTo("copied");
        assertThat(Files.readString(host.file("first/new"))).isEqualTo("new");
    }

    @Test
    void shouldLetAWriterFollowItsFileIntoTheTopmostBranch() throws Exception {
        disk.mkdir("first").file("top/mid", "mid");
        OpenFile writer = chain().open("mid", OpenFlags.RDWR);
        union.rename("mid", "moved");
        writer.write(Caller.SERVICE, 0, Tree.buffer("MID"));
        assertThat(union.read("moved")).isEqualTo("MID");
        assertThat(Files.readString(host.file("first/moved"))).isEqualTo("MID");
        assertThat(Files.readString(host.file("top/mid"))).isEqualTo("mid");
        writer.close();
    }

    @Test
    void shouldAnswerThatItCannotBeWrittenWithoutAWritableBranch() throws Exception {
        disk.file("bottom/file", "low");
        union = new Tree(Unions.open(host.layer(), "overlay", "top:ro", "bottom:ro"));
        assertThat(union.layer.traits().writable()).isFalse();
        assertThatThrownBy(() -> union.write("file", "x")).isSameAs(Errno.EROFS.exception());
        assertThatThrownBy(() -> union.file("new", "x")).isSameAs(Errno.EROFS.exception());
        assertThatThrownBy(() -> union.unlink("file")).isSameAs(Errno.EROFS.exception());
        assertThatThrownBy(() -> union.rename("file", "x")).isSameAs(Errno.EROFS.exception());
    }

    @Test
    void shouldAnswerThatANameHiddenByAReadOnlyBranchCannotBeMade() throws Exception {
        disk.file("bottom/file", "low");
        open("overlay").unlink("file");
        disk.mkdir("low");
        union = new Tree(Unions.open(host.layer(), "overlay", "top:ro", "low:rw", "bottom:ro"));
        assertThatThrownBy(() -> union.file("file", "x")).isSameAs(Errno.EROFS.exception());
    }

    @Test
    void shouldTakeBranchesFromOtherStacks() throws Exception {
        disk.file("bottom/file", "low").mkdir("bottom/dir").file("bottom/dir/in", "in");
        try (Host other = new Host()) {
            Libservice inner = Unions.open(host.layer(), "overlay", "top:rw", "bottom:ro");
            other.tree().mkdir("own");
            union = new Tree(Unions.open(other.layer(), Map.of("base", inner), "overlay", "own:rw", "@base:ro"));
            union.write("file", "changed").rename("dir", "moved").write("moved/in", "changed");
            assertThat(union.read("moved/in")).isEqualTo("changed");
            assertThat(new Tree(inner).read("file")).isEqualTo("low");
            assertThat(union.dump(false)).hasSize(3);
        }
    }

    @Test
    void shouldKeepNumbersWhenABranchIsAddedOnTop() throws Exception {
        disk.file("bottom/file", "low");
        long before = open("overlay").stat("file").inode;
        disk.mkdir("first");
        assertThat(chain().stat("file").inode).isEqualTo(before);
    }

    @Test
    void shouldSayInOneLineWhatIsWrongWithABranch() throws Exception {
        refused("there:rw", "missing");
        refused("top", "write PATH:rw");
        refused("top:rx", "write PATH:rw");
        refused("@:ro", "name a filesystem");
        refused("@nowhere:ro", "nowhere");
        disk.file("file", "x").mkdir("top/inner");
        refused("file:ro", "no directory");
        assertThatThrownBy(() -> Unions.open(host.layer(), "overlay", "top:rw", "top/inner:ro"))
                .isInstanceOf(CompositionException.class)
                .hasMessageContaining("another branch");
        assertThatThrownBy(() -> Unions.open(host.layer(), "overlay", "top:rw", "top:ro"))
                .isInstanceOf(CompositionException.class)
                .hasMessageContaining("another branch");
        assertThatThrownBy(() -> Unions.open(host.layer(), "none", "top:rw"))
                .hasMessageContaining("[aufs, overlay, unionfs]");
        assertThatThrownBy(() -> Unions.open(host.layer(), "overlay")).hasMessageContaining("no branch");
    }

    @Test
    void shouldSayThatABranchOfAReadOnlyLayerCannotBeWritten() throws Exception {
        try (Host other = new Host()) {
            Libservice readOnly = Unions.open(host.layer(), "overlay", "bottom:ro");
            assertThatThrownBy(() -> Unions.open(other.layer(), Map.of("base", readOnly), "overlay", "@base:rw"))
                    .isInstanceOf(CompositionException.class)
                    .hasMessageContaining("write :ro");
        }
    }

    private void refused(String branch, String because) {
        assertThatThrownBy(() -> Unions.open(host.layer(), "overlay", branch))
                .isInstanceOf(CompositionException.class)
                .hasMessageContaining(because)
                .hasMessageNotContaining("\n");
    }
}
