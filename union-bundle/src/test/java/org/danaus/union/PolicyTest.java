package org.danaus.union;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.danaus.libservice.Caller;
import org.danaus.libservice.Node;
import org.danaus.libservice.OpenFlags;
import org.junit.jupiter.api.Test;

/** What a person is told, and what happens when others change a branch. */
class PolicyTest extends OnHostTest {
    @Test
    void shouldTellTheBranchOfAFile() throws Exception {
        disk.mkdir("bottom/dir").file("bottom/dir/file", "lower");
        open("overlay");
        assertThat(describe("dir/file")).containsEntry("branch", "bottom:ro").containsEntry("copied-up", "no");
        union.chmod("dir/file", 0600).rename("dir", "moved");
        assertThat(describe("moved/file")).containsEntry("branch", "top:rw").containsEntry("copied-up", "yes");
        assertThat(describe("moved"))
                .containsEntry("merged", "top:rw bottom:ro")
                .containsEntry("redirect", "/dir");
    }

    private Map<String, String> describe(String path) throws Exception {
        return union.layer.describe(Caller.SERVICE, union.get(path));
    }

    @Test
    void shouldShowWhatOthersAddedToABranchAfterARefresh() throws Exception {
        disk.mkdir("bottom/dir").mkdir("top/dir").rmdir("bottom/dir");
        Node directory = open("overlay").get("dir");
        disk.mkdir("bottom/dir").file("bottom/dir/new", "new");
        union.layer.refresh(Caller.SERVICE);
        assertThat(union.read("dir/new")).isEqualTo("new");
        assertThat(union.get("dir")).isEqualTo(directory);
    }

    @Test
    void shouldTellTheLayerAboveOfChangesBelow() throws Exception {
        Unions.Context context = new Unions.Context(host.layer(), Map.of());
        Union layer = (Union) Unions.factory()
                .create(
                        context,
                        Map.of(
                                "branch",
                                new String[] {"top:rw", "bottom:ro"},
                                "whiteout",
                                "overlay",
                                "copy-up",
                                "whole-file",
                                "sync",
                                true));
        layer.changesBelow().changed(host.layer().root());
        assertThat(context.told).isEqualTo(List.of("allChanged"));
        context.close();
    }

    @Test
    void shouldCopyOnOpenForWritingOnly() throws Exception {
        disk.file("bottom/file", "lower");
        open("overlay").open("file", OpenFlags.RDONLY).close();
        assertThat(Files.exists(host.file("top/file"))).isFalse();
        union.open("file", OpenFlags.WRONLY).close();
        assertThat(Files.exists(host.file("top/file"))).isTrue();
    }
}
