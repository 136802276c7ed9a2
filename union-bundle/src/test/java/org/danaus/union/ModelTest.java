package org.danaus.union;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import org.danaus.libservice.Attributes;
import org.danaus.libservice.Caller;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Mode;
import org.danaus.libservice.OpenFile;

/**
 * Random operations on a union, and the same on a plain filesystem that holds from the start what the union shows: results, errors and everything a user can see must stay
 * the same, whatever the branches and the format, and nothing may change when the union is opened anew. How many runs: {@code -Ddanaus.model.tries=N}.
 */
class ModelTest {
    @Property(edgeCases = EdgeCasesMode.NONE)
    void shouldLookLikeOnePlainFilesystem(@ForAll("runs") Run run) throws Exception {
        new Comparison(run).play();
    }

    /** What one try does. Branches are filled from the bottom; the topmost starts empty. */
    record Run(String format, List<String> branches, List<List<Action>> fillings, List<Action> actions) {}

    @Provide
    Arbitrary<Run> runs() {
        Arbitrary<String> formats = Arbitraries.of(Unions.FORMATS);
        Arbitrary<List<String>> layouts = Arbitraries.of(
                List.of("0:rw", "1:ro"), List.of("0:rw", "1:ro", "2:ro"), List.of("0:rw", "1:rw", "2:ro"));
        // Hard links only where no branch above can hide one of the names: a count of names cannot tell.
        Arbitrary<List<Action>> upper = actions(
                Action.Kind.CREATE, Action.Kind.MKDIR, Action.Kind.SYMLINK, Action.Kind.LINK, Action.Kind.SETXATTR);
        Arbitrary<List<Action>> lower = actions(Action.Kind.CREATE, Action.Kind.MKDIR, Action.Kind.MKDIR);
        Arbitrary<List<List<Action>>> fillings =
                Combinators.combine(upper, lower).as(List::of);
        return Combinators.combine(formats, layouts, fillings, actions(Action.Kind.values()))
                .as(Run::new);
    }

    private static Arbitrary<List<Action>> actions(Action.Kind... kinds) {
        Arbitrary<String> names = Arbitraries.of("a", "b", "c", "d");
        Arbitrary<String> paths = names.list().ofMinSize(1).ofMaxSize(3).map(parts -> String.join("/", parts));
        return Combinators.combine(
                        Arbitraries.of(kinds),
                        paths,
                        paths,
                        Arbitraries.integers().between(0, 63))
                .as(Action::new)
                .list()
                .ofMinSize(0)
                .ofMaxSize(60)
                .withSizeDistribution(RandomDistribution.uniform());
    }

    /** The union, the plain filesystem, and the files that are open in both. */
    private static final class Comparison {
        private final Run run;
        private final MemoryLayer disk = new MemoryLayer();
        private final Tree model = new Tree(new MemoryLayer());
        private final Map<Integer, OpenFile> opened = new HashMap<>();
        private final Map<Integer, OpenFile> modelOpened = new HashMap<>();
        private Tree union;

        Comparison(Run run) throws Exception {
            this.run = run;
            Tree branches = new Tree(disk);
            for (int i = 0; i < run.branches.size(); i++) {
                branches.mkdir(Integer.toString(i));
            }
            for (int i = 1; i < run.branches.size(); i++) {
                for (Action action : run.fillings.get(i - 1)) {
                    action.within(i + "/").on(branches, new HashMap<>());
                }
            }
            union = open();
            copy("", new HashMap<>());
        }

        private Tree open() throws Exception {
            return new Tree(Unions.open(disk, run.format, run.branches.toArray(String[]::new)));
        }

        void play() throws Exception {
            compare("at the start");
            for (Action action : run.actions) {
                if (action.kind() == Action.Kind.REOPEN) {
                    reopen();
                    continue;
                }
                String result = action.on(union, opened);
                if (refuses(action, result)) {
                    continue;
                }
                assertThat(result).as("result of %s", action).isEqualTo(action.on(model, modelOpened));
                compare("after " + action);
            }
            reopen();
        }

        /** The format keeps marks by path and so cannot exchange directories at once; it may say so. */
        private boolean refuses(Action action, String result) throws ErrnoException {
            return action.kind() == Action.Kind.EXCHANGE
                    && run.format.equals(UnionfsFormat.NAME)
                    && result.equals("EINVAL")
                    && (isDirectory(action.path()) || isDirectory(action.other()));
        }

        private boolean isDirectory(String path) throws ErrnoException {
            return union.stat(path).isDirectory();
        }

        private void reopen() throws Exception {
            for (Map<Integer, OpenFile> files : List.of(opened, modelOpened)) {
                files.values().forEach(OpenFile::close);
                files.clear();
            }
            List<String> before = union.dump(true);
            union = open();
            assertThat(union.dump(true)).as("opened anew").isEqualTo(before);
        }

        private void compare(String when) throws ErrnoException {
            assertThat(union.dump(false)).as(when).isEqualTo(model.dump(false));
            for (Map.Entry<Integer, OpenFile> entry : opened.entrySet()) {
                OpenFile plain = modelOpened.get(entry.getKey());
                Attributes attributes = union.stat(entry.getValue().node());
                assertThat(attributes.links)
                        .as("names of an open file %s", when)
                        .isEqualTo(model.stat(plain.node()).links);
                assertThat(attributes.size)
                        .as("size of an open file %s", when)
                        .isEqualTo(model.stat(plain.node()).size);
            }
        }

        /** Makes the plain filesystem look like the union. */
        private void copy(String directory, Map<Long, String> seen) throws Exception {
            for (String name : union.list(directory)) {
                String path = directory.isEmpty() ? name : directory + "/" + name;
                Attributes attributes = union.stat(path);
                String before = seen.putIfAbsent(attributes.inode, path);
                if (before != null) {
                    model.link(before, path);
                } else if (attributes.isDirectory()) {
                    model.mkdir(path);
                    copy(path, seen);
                } else if (Mode.isSymlink(attributes.mode)) {
                    byte[] target = union.layer.readlink(Caller.SERVICE, union.get(path));
                    model.symlink(path, new String(target, StandardCharsets.UTF_8));
                } else {
                    model.file(path, union.read(path));
                }
                String mark = union.getxattr(path, Action.ATTRIBUTE);
                if (mark != null) {
                    model.setxattr(path, Action.ATTRIBUTE, mark);
                }
            }
        }
    }
}
