package org.danaus.union;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.RenameFlags;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Stops the machine before each change that an operation makes in a branch, and looks what a new union of the same branches shows. */
class CrashTest {
    private static final int MORE_THAN_ANY = 1000;

    private interface Operation {
        void on(Tree union) throws ErrnoException;
    }

    private static final Map<String, Operation> OPERATIONS = operations();

    private static Map<String, Operation> operations() {
        Map<String, Operation> all = new LinkedHashMap<>();
        all.put("create a file", union -> union.file("new", ""));
        all.put("create a file in a lower directory", union -> union.file("dir/sub/new", ""));
        all.put("create a file over a whiteout", union -> union.file("was-file", ""));
        all.put("create a file over a directory's whiteout", union -> union.file("was-dir", ""));
        all.put("make a directory", union -> union.mkdir("dir/new"));
        all.put("make a directory over a file's whiteout", union -> union.mkdir("was-file"));
        all.put("make a directory over a directory's whiteout", union -> union.mkdir("was-dir"));
        all.put("make a symbolic link over a whiteout", union -> union.symlink("was-file", "x"));
        all.put("copy up by mode", union -> union.chmod("dir/sub/deep", 0600));
        all.put("copy up by truncation", union -> union.truncate("file", 2));
        all.put("copy up by attribute", union -> union.setxattr("file", "user.new", "v"));
        all.put("copy up a directory", union -> union.chmod("dir/sub", 0700));
        all.put("copy up a symbolic link", union -> union.link("symlink", "symlink-too"));
        all.put("copy up a file with two names", union -> union.chmod("link-a", 0600));
        all.put("remove a lower file", union -> union.unlink("file"));
        all.put("remove a lower file in a lower directory", union -> union.unlink("dir/sub/deep"));
        all.put("remove a copied file", union -> union.unlink("copied"));
        all.put("remove an upper file", union -> union.unlink("upper"));
        all.put("remove one of two lower names", union -> union.unlink("link-a"));
        all.put("remove one of two names of a copy", union -> union.unlink("twin-a"));
        all.put("remove the other of two names of a copy", union -> union.unlink("twin-b"));
        all.put("remove an upper directory", union -> union.rmdir("upper-empty"));
        all.put("remove a lower directory", union -> union.rmdir("empty"));
        all.put("remove an emptied directory", union -> union.rmdir("emptied"));
        all.put("remove an emptied directory that was moved", union -> union.rmdir("moved-emptied"));
        all.put("link a lower file", union -> union.link("file", "dir/linked"));
        all.put("link over a whiteout", union -> union.link("file", "was-file"));
        all.put("link one of two names of a copy", union -> union.link("twin-b", "third"));
        all.put("rename a lower file", union -> union.rename("file", "renamed"));
        all.put("rename a lower file into a lower directory", union -> union.rename("file", "dir/sub/renamed"));
        all.put("rename a lower file over a lower file", union -> union.rename("file", "dir/sub/deep"));
        all.put("rename a lower file over a copy", union -> union.rename("file", "copied"));
        all.put("rename a lower file over a whiteout", union -> union.rename("file", "was-file"));
        all.put("rename an upper file", union -> union.rename("upper", "renamed"));
        all.put("rename an upper file over a lower file", union -> union.rename("upper", "file"));
        all.put("rename an upper file over a whiteout", union -> union.rename("upper", "was-dir"));
        all.put("rename over one of two lower names", union -> union.rename("upper", "link-a"));
        all.put("rename one of two lower names", union -> union.rename("link-a", "renamed"));
        all.put("rename the lower name of a copy", union -> union.rename("twin-b", "renamed"));
        all.put("rename a lower directory", union -> union.rename("dir", "renamed"));
        all.put("rename a lower directory into a directory", union -> union.rename("dir/sub", "upper-dir/renamed"));
        all.put("rename a directory with whiteouts", union -> union.rename("mixed", "renamed"));
        all.put("rename a directory with whiteouts once more", union -> union.rename("moved", "renamed"));
        all.put("rename a directory back", union -> union.rename("moved", "was-moved"));
        all.put("rename a directory over a file's whiteout", union -> union.rename("mixed", "was-file"));
        all.put("rename a directory over a directory's whiteout", union -> union.rename("mixed", "was-dir"));
        all.put("rename a directory over an empty lower one", union -> union.rename("mixed", "empty"));
        all.put("rename a directory over an emptied one", union -> union.rename("mixed", "emptied"));
        all.put("rename a directory over a moved emptied one", union -> union.rename("mixed", "moved-emptied"));
        all.put("rename an upper directory over a directory's whiteout", union -> union.rename("upper-dir", "was-dir"));
        all.put("rename an upper directory over an empty lower one", union -> union.rename("upper-dir", "empty"));
        all.put("rename an upper directory over an emptied one", union -> union.rename("upper-dir", "emptied"));
        all.put("rename a recreated directory", union -> union.rename("recreated", "renamed"));
        all.put("rename a recreated directory over an emptied one", union -> union.rename("recreated", "emptied"));
        all.put("exchange lower files", union -> union.rename("file", "dir/sub/deep", RenameFlags.EXCHANGE));
        all.put("exchange a lower and an upper file", union -> union.rename("file", "upper", RenameFlags.EXCHANGE));
        all.put("exchange two names", union -> union.rename("link-a", "twin-b", RenameFlags.EXCHANGE));
        all.put("exchange directories", union -> union.rename("mixed", "dir", RenameFlags.EXCHANGE));
        all.put(
                "exchange a directory and a file",
                union -> union.rename("mixed", "dir/sub/deep", RenameFlags.EXCHANGE));
        all.put(
                "exchange a lower and an upper directory",
                union -> union.rename("dir", "upper-dir", RenameFlags.EXCHANGE));
        return all;
    }

    static Stream<Arguments> operationsAndFormats() {
        List<Arguments> all = new ArrayList<>();
        for (String format : Unions.FORMATS) {
            OPERATIONS.keySet().forEach(name -> all.add(Arguments.of(format, name)));
        }
        return all.stream();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("operationsAndFormats")
    void shouldShowTheOldOrTheNewStateAfterACrash(String format, String name) throws Exception {
        boolean byPath = format.equals(UnionfsFormat.NAME) && name.startsWith("exchange") && name.contains("director");
        Operation operation = OPERATIONS.get(name);
        List<String> old = reopened(prepared(format), format);
        MemoryLayer complete = prepared(format);
        try {
            operation.on(new Tree(open(complete, format)));
            assertThat(byPath).isFalse();
        } catch (ErrnoException e) {
            assertThat(byPath).as("%s: %s", name, e.getMessage()).isTrue();
        }
        List<String> done = reopened(complete, format);
        for (int changes = 0; changes < MORE_THAN_ANY; changes++) {
            MemoryLayer disk = prepared(format);
            DyingLayer dying = new DyingLayer(disk, MORE_THAN_ANY);
            Union union = open(dying.layer(), format);
            dying.dieAfter(changes);
            try {
                operation.on(new Tree(union));
            } catch (ErrnoException e) {
                assertThat(dying.isDead() || byPath).as(e.getMessage()).isTrue();
            }
            List<String> after = reopened(disk, format);
            if (!after.equals(old)) {
                assertThat(after).as("stopped before change %d", changes).isEqualTo(done);
            }
            if (!dying.isDead()) {
                return;
            }
        }
        fail("the operation makes too many changes");
    }

    private static List<String> reopened(MemoryLayer disk, String format) throws Exception {
        return new Tree(open(disk, format)).dump(true);
    }

    private static Union open(org.danaus.libservice.Libservice disk, String format) throws Exception {
        return Unions.open(disk, format, "top:rw", "bottom:ro");
    }

    /** Branches in which every kind of thing is. */
    private static MemoryLayer prepared(String format) throws Exception {
        MemoryLayer disk = new MemoryLayer();
        Tree bottom = new Tree(disk).mkdir("top").mkdir("bottom");
        for (String directory :
                List.of("dir", "dir/sub", "empty", "emptied", "mixed", "mixed/in", "was-dir", "again")) {
            bottom.mkdir("bottom/" + directory);
        }
        for (String directory : List.of("was-moved", "was-emptied", "recreated")) {
            bottom.mkdir("bottom/" + directory).file("bottom/" + directory + "/low", "low " + directory);
        }
        for (String file : List.of(
                "file",
                "dir/x",
                "dir/sub/deep",
                "mixed/gone",
                "mixed/kept",
                "mixed/in/low",
                "emptied/gone",
                "emptied/kept",
                "was-file",
                "was-dir/low",
                "copied",
                "link-a",
                "twin-a")) {
            bottom.file("bottom/" + file, "text of " + file);
        }
        bottom.link("bottom/link-a", "bottom/dir/link-b").link("bottom/twin-a", "bottom/twin-b");
        bottom.symlink("bottom/symlink", "target").setxattr("bottom/file", "user.mark", "m");
        Tree union = new Tree(open(disk, format));
        union.file("upper", "up").mkdir("upper-dir").file("upper-dir/low", "in").mkdir("upper-empty");
        union.unlink("mixed/gone").file("mixed/added", "added").unlink("mixed/in/low");
        union.unlink("emptied/gone").unlink("emptied/kept").unlink("was-file");
        union.unlink("was-dir/low").rmdir("was-dir").write("copied", "copy").write("twin-a", "twin");
        union.unlink("was-moved/low").file("was-moved/own", "own").rename("was-moved", "moved");
        union.unlink("was-emptied/low").rename("was-emptied", "moved-emptied");
        union.unlink("recreated/low").rmdir("recreated").mkdir("recreated").file("recreated/own", "own");
        return disk;
    }
}
