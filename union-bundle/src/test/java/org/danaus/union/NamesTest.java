package org.danaus.union;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.danaus.libservice.Caller;
import org.danaus.libservice.Errno;
import org.danaus.libservice.FilesystemStatistics;
import org.danaus.libservice.Name;
import org.danaus.libservice.OpenDirectory;
import org.danaus.libservice.OpenFile;
import org.danaus.libservice.OpenFlags;
import org.danaus.libservice.RenameFlags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of names, on real directories and in every format. */
class NamesTest extends OnHostTest {
    @ParameterizedTest
    @ValueSource(strings = {"overlay", "aufs", "unionfs"})
    void shouldHideARemovedLowerFileForGood(String format) throws Exception {
        disk.file("bottom/file", "lower");
        open(format).unlink("file");
        assertThat(union.exists("file")).isFalse();
        assertThat(union.list("")).isEmpty();
        assertThat(reopen(format).exists("file")).isFalse();
        assertThat(Files.readString(host.file("bottom/file"))).isEqualTo("lower");
    }

    @ParameterizedTest
    @ValueSource(strings = {"overlay", "aufs", "unionfs"})
    void shouldNotShowLowerEntriesInARecreatedDirectory(String format) throws Exception {
        disk.mkdir("bottom/dir").file("bottom/dir/low", "lower");
        open(format).unlink("dir/low").rmdir("dir").mkdir("dir").file("dir/new", "new");
        assertThat(union.list("dir")).containsExactly("new");
        assertThat(reopen(format).list("dir")).containsExactly("new");
    }

    @ParameterizedTest
    @ValueSource(strings = {"overlay", "aufs", "unionfs"})
    void shouldRenameALowerTreeWithoutCopyingIt(String format) throws Exception {
        disk.mkdir("bottom/dir").mkdir("bottom/dir/sub").file("bottom/dir/sub/file", "lower");
        open(format).rename("dir", "moved");
        assertThat(union.exists("dir")).isFalse();
        assertThat(union.read("moved/sub/file")).isEqualTo("lower");
        assertThat(Files.exists(host.file("top/moved/sub"))).isFalse();
        assertThat(reopen(format).read("moved/sub/file")).isEqualTo("lower");
    }

    @ParameterizedTest
    @ValueSource(strings = {"overlay", "aufs", "unionfs"})
    void shouldFollowRedirectsWithinRedirects(String format) throws Exception {
        disk.mkdir("bottom/a").mkdir("bottom/a/b").mkdir("bottom/a/b/c").file("bottom/a/b/c/file", "lower");
        open(format)
                .mkdir("new")
                .rename("a/b/c", "a/b/d")
                .rename("a/b", "new/e")
                .rename("a", "z")
                .rename("new", "a");
        assertThat(union.read("a/e/d/file")).isEqualTo("lower");
        union.write("a/e/d/file", "changed").unlink("a/e/d/file").file("a/e/d/file", "again");
        reopen(format);
        assertThat(union.read("a/e/d/file")).isEqualTo("again");
        assertThat(union.list("z")).isEmpty();
        assertThat(union.list("a/e")).containsExactly("d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"overlay", "aufs", "unionfs"})
    void shouldNotShowTheOldEntriesUnderTheOldNameOfAMovedDirectory(String format) throws Exception {
        disk.mkdir("bottom/dir").file("bottom/dir/low", "lower");
        open(format).rename("dir", "moved").mkdir("dir").file("dir/new", "new");
        reopen(format);
        assertThat(union.list("dir")).containsExactly("new");
        assertThat(union.list("moved")).containsExactly("low");
    }

    @Test
    void shouldKeepWhiteoutsWithADirectoryThatMoves() throws Exception {
        for (String format : Unions.FORMATS) {
            disk.mkdir("bottom/" + format)
                    .file("bottom/" + format + "/gone", "")
                    .file("bottom/" + format + "/kept", "");
            Tree tree = open(format).unlink(format + "/gone").rename(format, format + "-moved");
            assertThat(tree.list(format + "-moved")).containsExactly("kept");
            assertThat(reopen(format).list(format + "-moved")).containsExactly("kept");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"overlay", "aufs", "unionfs"})
    void shouldRenameOntoAWhiteoutThatMustNotReplace(String format) throws Exception {
        disk.file("bottom/file", "lower").file("bottom/other", "other");
        open(format).unlink("file").rename("other", "file", RenameFlags.NOREPLACE);
        assertThat(union.read("file")).isEqualTo("other");
        assertThat(union.list("")).containsExactly("file");
    }

    @Test
    void shouldRefuseToMoveADirectoryIntoItself() throws Exception {
        disk.mkdir("bottom/dir").mkdir("bottom/dir/sub");
        open("overlay");
        assertThatThrownBy(() -> union.rename("dir", "dir/sub/dir")).isSameAs(Errno.EINVAL.exception());
        assertThat(Files.exists(host.file("top/dir"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"overlay", "aufs", "unionfs"})
    void shouldRemoveTheLongestNamesThatTheFormatCanHide(String format) throws Exception {
        FilesystemStatistics statistics = new FilesystemStatistics();
        open(format).layer.statfs(Caller.SERVICE, union.layer.root(), statistics);
        String longest = "n".repeat(statistics.maximumName);
        String tooLong = "t".repeat(255);
        disk.file("bottom/" + longest, "lower").file("bottom/" + tooLong, "lower");
        union.layer.refresh(Caller.SERVICE);
        union.unlink(longest);
        assertThat(union.exists(longest)).isFalse();
        if (statistics.maximumName < 255) {
            assertThatThrownBy(() -> union.unlink(tooLong)).isSameAs(Errno.ENAMETOOLONG.exception());
            assertThatThrownBy(() -> union.rename(tooLong, "short")).isSameAs(Errno.ENAMETOOLONG.exception());
            assertThat(union.list("")).containsExactly(tooLong);
        }
        union.file("n".repeat(254) + "x", "new").unlink("n".repeat(254) + "x");
    }

    @Test
    void shouldWorkInDirectoriesDeeperThanAPathMayBeLong() throws Exception {
        open("overlay");
        StringBuilder path = new StringBuilder("d".repeat(200));
        disk.mkdir("bottom/" + path);
        for (int i = 0; i < 24; i++) {
            path.append('/').append("d".repeat(200));
            disk.mkdir("bottom/" + path);
        }
        disk.file("bottom/" + path + "/file", "lower");
        union.write(path + "/file", "changed");
        assertThat(reopen("overlay").read(path + "/file")).isEqualTo("changed");
        union.unlink(path + "/file");
        assertThat(union.list(path.toString())).isEmpty();
    }

    @Test
    void shouldListEveryEntryOnceWhileOthersAreRemoved() throws Exception {
        for (int i = 0; i < 300; i++) {
            disk.file("bottom/low" + i, "");
        }
        open("overlay");
        for (int i = 0; i < 300; i++) {
            union.file("up" + i, "");
        }
        OpenDirectory open = union.layer.openDirectory(Caller.SERVICE, union.layer.root());
        List<String> listed = new ArrayList<>();
        long[] cookie = {0};
        boolean[] more = {true};
        while (more[0]) {
            List<String> batch = new ArrayList<>();
            more[0] = false;
            open.read(Caller.SERVICE, cookie[0], (name, inode, type, next) -> {
                if (batch.size() == 7) {
                    more[0] = true;
                    return false;
                }
                batch.add(name.toString());
                cookie[0] = next;
                return true;
            });
            for (String name : batch) {
                if (!name.startsWith(".")) {
                    union.unlink(name);
                }
            }
            listed.addAll(batch);
        }
        open.close();
        assertThat(listed).hasSize(602).doesNotHaveDuplicates();
        assertThat(union.list("")).isEmpty();
    }

    @Test
    void shouldKeepItsOwnDirectoryToItself() throws Exception {
        open("overlay");
        assertThat(union.exists(".danaus")).isFalse();
        assertThat(union.list("")).isEmpty();
        assertThatThrownBy(() -> union.mkdir(".danaus")).isSameAs(Errno.EPERM.exception());
        union.mkdir("dir").mkdir("dir/.danaus");
        assertThat(union.exists("dir/.danaus")).isTrue();
    }

    @Test
    void shouldRefuseNamesThatTheFormatKeeps() throws Exception {
        open("aufs");
        assertThatThrownBy(() -> union.file(".wh.x", "")).isSameAs(Errno.EPERM.exception());
        assertThatThrownBy(() -> open("unionfs").mkdir(".unionfs")).isSameAs(Errno.EPERM.exception());
    }

    @Test
    void shouldGiveDeletedOpenFilesAndUnnamedFilesNoLinks() throws Exception {
        disk.file("bottom/file", "lower");
        OpenFile file = open("overlay").open("file", OpenFlags.RDWR);
        union.unlink("file");
        file.write(Caller.SERVICE, 0, Tree.buffer("LOW"));
        assertThat(Tree.read(file)).isEqualTo("LOWer");
        assertThat(union.stat(file.node()).links).isZero();
        file.close();
        OpenFile unnamed = union.layer.createUnnamed(
                Caller.SERVICE, union.layer.root(), OpenFlags.RDWR, 0600, new org.danaus.libservice.Attributes());
        unnamed.write(Caller.SERVICE, 0, Tree.buffer("named"));
        union.layer.link(
                Caller.SERVICE,
                unnamed.node(),
                union.layer.root(),
                Name.of("file"),
                new org.danaus.libservice.Attributes());
        unnamed.close();
        assertThat(reopen("overlay").read("file")).isEqualTo("named");
    }

    @Test
    void shouldReadTreesOfOtherUnions() throws Exception {
        disk.mkdir("bottom/dir")
                .file("bottom/dir/low", "")
                .file("bottom/file", "")
                .file("bottom/kept", "");
        disk.mkdir("top/dir")
                .file("top/dir/.wh..wh..opq", "")
                .file("top/.wh.file", "")
                .file("top/.wh..wh.plnk", "");
        assertThat(open("aufs").list("")).containsExactly("dir", "kept");
        assertThat(union.list("dir")).isEmpty();
        disk.mkdir("top/.unionfs").mkdir("top/.unionfs/dir_HIDDEN~").file("top/.unionfs/kept_HIDDEN~", "");
        disk.unlink("top/.wh..wh.plnk").unlink("top/.wh.file").unlink("top/dir/.wh..wh..opq");
        assertThat(open("unionfs").list("")).containsExactly("dir", "file");
        assertThat(union.list("dir")).isEmpty();
    }
}
