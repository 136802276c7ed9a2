package org.danaus.union;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.danaus.libservice.Caller;
import org.danaus.libservice.Libservice;
import org.danaus.local.LocalFactory;
import org.junit.jupiter.api.Test;

/** What this union writes in the format {@code overlay} the kernel's overlayfs reads alike, and the other way round. */
class KernelOverlayTest extends OnHostTest {
    private static final String[] NAMES = {"a", "b", "c", "d"};

    private interface Step {
        void on(Tree tree) throws Exception;
    }

    @Test
    void shouldWriteWhatTheKernelReads() throws Exception {
        fill();
        change(open("overlay"));
        List<String> ours = union.dump(false);
        assertThat(throughKernel(tree -> {})).isEqualTo(ours);
    }

    @Test
    void shouldReadWhatTheKernelWrites() throws Exception {
        fill();
        List<String> kernels = throughKernel(KernelOverlayTest::change);
        assertThat(reopen("overlay").dump(false)).isEqualTo(kernels);
    }

    @Test
    void shouldAgreeWithTheKernelAfterRandomChangesByBoth() throws Exception {
        for (int seed = 0; seed < 6; seed++) {
            Random random = new Random(seed);
            if (seed > 0) {
                removeBranches();
                makeBranches();
            }
            for (int i = 0; i < 40; i++) {
                randomly(disk, random, "bottom/", 3);
            }
            for (int round = 0; round < 3; round++) {
                reopen("overlay").numbered = false;
                for (int i = 0; i < 25; i++) {
                    randomly(union, random, "", 8);
                }
                List<String> ours = union.dump(false);
                assertThat(throughKernel(tree -> {}))
                        .as("seed %d, round %d: ours", seed, round)
                        .isEqualTo(ours);
                List<String> kernels = throughKernel(tree -> {
                    for (int i = 0; i < 25; i++) {
                        randomly(tree, random, "", 8);
                    }
                });
                reopen("overlay").numbered = false;
                assertThat(union.dump(false))
                        .as("seed %d, round %d: the kernel's", seed, round)
                        .isEqualTo(kernels);
            }
        }
    }

    private static void randomly(Tree tree, Random random, String under, int kinds) throws Exception {
        String one = under + path(random);
        String two = under + path(random);
        try {
            switch (random.nextInt(kinds)) {
                case 0 -> tree.file(one, "text " + random.nextInt(100));
                case 1, 2 -> tree.mkdir(one);
                case 3 -> tree.unlink(one);
                case 4 -> tree.rmdir(one);
                case 5 -> tree.chmod(one, 0700 + random.nextInt(64));
                default -> tree.rename(one, two);
            }
        } catch (org.danaus.libservice.ErrnoException e) {
            // Most random operations have nothing to work on.
        }
    }

    private static String path(Random random) {
        StringBuilder path = new StringBuilder(NAMES[random.nextInt(NAMES.length)]);
        for (int i = random.nextInt(3); i > 0; i--) {
            path.append('/').append(NAMES[random.nextInt(NAMES.length)]);
        }
        return path.toString();
    }

    private void fill() throws Exception {
        for (String directory : List.of("dir", "dir/sub", "empty", "opaque", "moved")) {
            disk.mkdir("bottom/" + directory).file("bottom/" + directory + "/file", "text of " + directory);
        }
        disk.unlink("bottom/empty/file")
                .file("bottom/file", "text")
                .file("bottom/gone", "")
                .symlink("bottom/l", "file");
    }

    private static void change(Tree tree) throws Exception {
        tree.write("file", "changed")
                .unlink("gone")
                .rename("moved", "dir/sub/here")
                .write("dir/sub/here/file", "moved");
        tree.unlink("opaque/file").rmdir("opaque").mkdir("opaque").file("opaque/new", "new");
        tree.rename("dir/sub", "sub")
                .rename("dir/file", "sub/other")
                .rmdir("empty")
                .mkdir("moved")
                .chmod("dir", 0700);
        tree.rename("dir", "moved").unlink("l").symlink("l", "dir");
    }

    /**
     * Mounts a copy of the upper branch over the lower one with the kernel's overlayfs, changes something there, tells what it shows, and takes the copy for the upper
     * branch.
     */
    private List<String> throughKernel(Step step) throws Exception {
        host.layer().sync(Caller.SERVICE);
        Path place = Files.createTempDirectory(host.directory, "kernel");
        Path upper = place.resolve("upper");
        Path mount = Files.createDirectory(place.resolve("mount"));
        Path work = Files.createDirectory(place.resolve("work"));
        Host.run("cp", "-a", host.file("top").toString(), upper.toString());
        Path aside = place.resolve("aside");
        boolean ours = Files.exists(upper.resolve(".danaus"));
        if (ours) {
            Files.move(upper.resolve(".danaus"), aside);
        }
        Host.run(
                "mount",
                "-t",
                "overlay",
                "kernel",
                "-o",
                "lowerdir=" + host.file("bottom") + ",upperdir=" + upper + ",workdir=" + work
                        + ",redirect_dir=on,index=on,xino=on,metacopy=off",
                mount.toString());
        Unions.Context context = new Unions.Context(null, Map.of());
        List<String> shown;
        try {
            Libservice kernel = new LocalFactory().create(context, Map.of("directory", mount.toString()));
            Tree tree = new Tree(kernel);
            step.on(tree);
            shown = tree.dump(false);
            kernel.close();
        } finally {
            context.close();
            Host.run("umount", "-l", mount.toString());
        }
        if (ours) {
            Files.move(aside, upper.resolve(".danaus"));
        }
        Host.run("rm", "-rf", host.file("top").toString());
        Host.run("cp", "-a", upper.toString(), host.file("top").toString());
        return shown;
    }
}
