package org.danaus.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.danaus.bench.load.Fsload;
import org.danaus.bench.load.Measured;
import org.danaus.bench.load.Tree;
import org.danaus.bench.report.Host;
import org.danaus.bench.report.Plot;
import org.danaus.bench.report.Report;
import org.danaus.bench.report.Series;
import org.danaus.bench.report.Skipped;
import org.danaus.bench.system.Branches;
import org.danaus.bench.system.Engine;
import org.danaus.bench.system.MountedSystem;
import org.danaus.bench.system.Peer;
import org.danaus.bench.system.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Compares our mount of a union with other union filesystems. Rounds go through all measures, each measure through all
 * systems, beginning with another one each round; so what disturbs the machine for a moment disturbs all alike.
 */
@Command(
        name = "legacy",
        description = "Compares our mount with unionfs-fuse, fuse-overlayfs and overlayfs.",
        mixinStandardHelpOptions = true)
final class LegacyBench implements Callable<Integer> {
    private static final String OURS = "danaus-legacy";
    private static final List<String> NOTES = List.of(
            "each system shows a writable branch of its own over one read-only branch; the writable branches are alike",
            "one round that is not counted comes first; each round measures all systems in turn",
            "stat, open-close: 1000 files of the read-only branch, at random, known to the kernel; what it may hold of"
                    + " them, and for how long, is the system's own choice",
            "stat-cold: 10,000 files once each, in random order, after the kernel has forgotten all names and learnt"
                    + " those of the branches again (drop_caches, then a walk through both)",
            "create, unlink: empty files in a new directory; opening and closing counts",
            "readdir: one operation lists 10,000 entries, 9,000 of the read-only branch and 1,000 of the writable one",
            "read-4k at random, read-1m in sequence: 64 MiB of the read-only branch, read once before through the same"
                    + " open file; read-4k-cold, read-1m-cold: each piece once, none of it held by the kernel for the"
                    + " mount, all of it for the branch",
            "write-4k at random, write-1m in sequence: over 16 MiB that exist in the writable branch, a file for each"
                    + " thread, not synchronised");

    @Mixin
    private BenchOptions options;

    @Option(names = "--fsload", required = true, hidden = true)
    private Path fsload;

    @Option(names = "--root", required = true, hidden = true)
    private Path root;

    private final Progress progress = new Progress("bench legacy");
    private final List<Skipped> skipped = new ArrayList<>();
    private final List<String> notes = new ArrayList<>(NOTES);

    /** A measure with a number of threads. */
    private record Step(String measure, int threads) {}

    /**
     * How much is done.
     *
     * @param warm seconds after which warming up ends
     * @param enough seconds after which no new round begins
     * @param end seconds after which a round but the first is left unfinished
     */
    private record Extent(int millis, int rounds, double warm, double enough, double end, int[] threads) {
        static final Extent QUICK = new Extent(60, 3, 14, 27, 33, new int[] {1, 4});
        static final Extent FULL = new Extent(300, 7, 90, 300, 340, new int[] {1, 2, 4});
    }

    @Override
    public Integer call() throws BenchException, IOException {
        Extent extent = options.quick ? Extent.QUICK : Extent.FULL;
        String date = OffsetDateTime.now().truncatedTo(ChronoUnit.SECONDS).toString();
        try (Workspace workspace = Workspace.make(options.in)) {
            Host host = Host.here(workspace.folder());
            List<MountedSystem> systems = mountAll(workspace);
            Series series = measure(new Fsload(fsload, workspace), systems, steps(extent), extent);
            progress.clear();
            System.out.println(series.table());
            skipped.forEach(each -> System.out.println("skipped " + each.system() + ": " + each.reason()));
            if (options.json != null) {
                systems.forEach(system -> notes.add(system.name() + ": " + system.note()));
                new Report("legacy", date, host, notes, skipped, series.results(), series.ratios()).write(options.json);
                Plot.ratios(options.json, OURS + " compared", series.ratios());
            }
        }
        return 0;
    }

    private List<MountedSystem> mountAll(Workspace workspace) throws BenchException {
        progress.stage("making the files under test");
        Path lower = workspace.folder().resolve("lower");
        Tree.makeLower(lower);
        List<MountedSystem> systems = new ArrayList<>();
        Branches ours = Branches.make(workspace.folder().resolve(OURS), lower);
        List<Branches> theirs = new ArrayList<>();
        for (Peer peer : Peer.values()) {
            theirs.add(Branches.make(workspace.folder().resolve(peer.title()), lower));
        }
        progress.stage("starting the engine and mounting");
        Engine.start(root, workspace, ours);
        systems.add(new MountedSystem(OURS, ours, "union over local, default options, embedded service"));
        for (Peer peer : Peer.values()) {
            try {
                systems.add(peer.mount(workspace, theirs.get(peer.ordinal())));
            } catch (BenchException e) {
                skipped.add(new Skipped(peer.title(), e.getMessage()));
                progress.stage("skipping " + peer.title() + ": " + e.getMessage());
            }
        }
        return systems;
    }

    private static List<Step> steps(Extent extent) {
        List<Step> steps = new ArrayList<>();
        for (String small : List.of("stat", "open-close", "create", "read-4k", "write-4k")) {
            for (int threads : extent.threads) {
                steps.add(new Step(small, threads));
            }
        }
        for (String single : List.of("readdir", "read-1m", "write-1m", "stat-cold", "read-4k-cold", "read-1m-cold")) {
            steps.add(new Step(single, 1));
        }
        return steps;
    }

    private Series measure(Fsload load, List<MountedSystem> systems, List<Step> steps, Extent extent)
            throws BenchException {
        Series series = new Series(systems.stream().map(MountedSystem::name).toList());
        int total = (extent.rounds + 1) * steps.size() * systems.size();
        List<MountedSystem> order = new ArrayList<>(systems);
        for (int round = 0; round <= extent.rounds; round++) {
            if (round > 1 && progress.elapsed() > extent.enough) {
                break;
            }
            progress.stage(round == 0 ? "warming up" : "round " + round + " of " + extent.rounds);
            double end = round == 0 ? extent.warm : round == 1 ? Double.MAX_VALUE : extent.end;
            for (Step step : steps) {
                if (progress.elapsed() > end) {
                    break;
                }
                for (MountedSystem system : order) {
                    progress.step(step.measure + ", " + step.threads + " threads, " + system.name(), total);
                    for (Measured measured : load.run(step.measure, system.branches(), step.threads, extent.millis)) {
                        if (round > 0) {
                            series.add(system.name(), measured);
                        }
                    }
                }
            }
            Collections.rotate(order, 1);
        }
        return series;
    }
}
