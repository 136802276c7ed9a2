package org.danaus.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;
import org.danaus.bench.load.Churn;
import org.danaus.bench.load.Fsload;
import org.danaus.bench.load.Tree;
import org.danaus.bench.report.Host;
import org.danaus.bench.report.Plot;
import org.danaus.bench.report.Report;
import org.danaus.bench.report.Result;
import org.danaus.bench.report.Spread;
import org.danaus.bench.system.Branches;
import org.danaus.bench.system.Engine;
import org.danaus.bench.system.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Measures the pauses that programs see while layers of their filesystem are swapped. A pause is the longest operation of
 * one thread of the load that overlaps one swap; the same for the quiet time before each swap tells what the machine
 * itself costs.
 */
@Command(
        name = "swap",
        description = "Measures the pauses of a load while layers are swapped.",
        mixinStandardHelpOptions = true)
final class SwapBench implements Callable<Integer> {
    private static final String OURS = "danaus-legacy";
    private static final int THREADS = 2;
    private static final int FULL_SWAPS = 200;
    private static final int QUICK_SWAPS = 60;
    private static final int WARM_UP_SWAPS = 6;
    private static final int BATCHES = 5;
    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final String[] LAYERS = {"local", "union"};
    private static final List<String> NOTES = List.of(
            "swaps of the layers local and union in turn, by libservice:swap; the lower one takes the upper one along",
            "the load: " + THREADS
                    + " threads that read, write and verify open files, one of them deleted, open, create,"
                    + " rename, stat and remove files, and list 10,000 entries piece by piece",
            "pause: the longest operation of one thread that overlaps one swap; quiet: the longest of one thread in the"
                    + " time of 100 ms before the swap",
            "value is of all pauses; low and high are the least and greatest of " + BATCHES + " batches of swaps",
            "the first " + WARM_UP_SWAPS + " swaps, with code still cold, are not in pause-p50 to pause-max;"
                    + " first-pause is the greatest of them");

    @Mixin
    private BenchOptions options;

    @Option(names = "--fsload", required = true, hidden = true)
    private Path fsload;

    @Option(names = "--root", required = true, hidden = true)
    private Path root;

    private final Progress progress = new Progress("bench swap");
    private final List<Double> swapMillis = new ArrayList<>();

    @Override
    public Integer call() throws BenchException, IOException {
        int swaps = options.quick ? QUICK_SWAPS : FULL_SWAPS;
        String date = OffsetDateTime.now().truncatedTo(ChronoUnit.SECONDS).toString();
        try (Workspace workspace = Workspace.make(options.in)) {
            Host host = Host.here(workspace.folder());
            progress.stage("making the files under test");
            Path lower = workspace.folder().resolve("lower");
            Tree.makeLower(lower);
            Branches branches = Branches.make(workspace.folder().resolve(OURS), lower);
            progress.stage("starting the engine");
            Engine engine = Engine.start(root, workspace, branches);
            Churn.Outcome outcome = swap(engine, new Fsload(fsload, workspace).churn(branches, THREADS), swaps);
            progress.clear();
            report(host, date, swaps, outcome);
        }
        return 0;
    }

    private Churn.Outcome swap(Engine engine, Churn load, int swaps) throws BenchException {
        progress.stage("warming up");
        LockSupport.parkNanos(WARM_UP_NANOS);
        for (int i = 0; i < WARM_UP_SWAPS + swaps; i++) {
            if (i == WARM_UP_SWAPS) {
                progress.stage("swapping layers " + swaps + " times");
            }
            String layer = LAYERS[i % LAYERS.length];
            progress.step("swap of " + layer, WARM_UP_SWAPS + swaps);
            LockSupport.parkNanos(QUIET_NANOS);
            load.next(true);
            long start = System.nanoTime();
            engine.command("libservice:swap", Engine.FILESYSTEM, layer);
            if (i >= WARM_UP_SWAPS) {
                swapMillis.add(millis(System.nanoTime() - start));
            }
            load.next(false);
        }
        return load.stop();
    }

    private void report(Host host, String date, int swaps, Churn.Outcome outcome) throws BenchException {
        List<Result> results = new ArrayList<>();
        results.add(single("swaps", "1", swaps));
        results.add(single("operations", "1", outcome.operations()));
        results.add(single("failed-operations", "1", outcome.failed()));
        percentile(results, "pause-p50", 0.5, outcome, 1);
        percentile(results, "pause-p99", 0.99, outcome, 1);
        percentile(results, "pause-max", 1, outcome, 1);
        percentile(results, "quiet-p50", 0.5, outcome, 0);
        percentile(results, "quiet-p99", 0.99, outcome, 0);
        percentile(results, "quiet-max", 1, outcome, 0);
        double[] first = sorted(outcome, i -> i % 2 == 1 && i < 2 * WARM_UP_SWAPS);
        results.add(single("first-pause", "ms", first[first.length - 1]));
        double[] durations =
                swapMillis.stream().mapToDouble(Double::doubleValue).toArray();
        results.add(Result.of(OURS, "swap-time", THREADS, "ms", Spread.of(durations)));
        for (Result result : results) {
            System.out.printf(
                    "%-18s %10.2f %-3s (%.2f to %.2f)%n",
                    result.metric(), result.value(), result.unit(), result.low(), result.high());
        }
        if (options.json != null) {
            new Report("swap", date, host, NOTES, List.of(), results, List.of()).write(options.json);
            Map<String, double[]> curves = new LinkedHashMap<>();
            curves.put("during swaps", sorted(outcome, i -> i % 2 == 1 && i >= 2 * WARM_UP_SWAPS));
            curves.put("quiet", sorted(outcome, i -> i % 2 == 0 && i >= 2 * WARM_UP_SWAPS));
            Plot.distributions(options.json, "longest operation of a thread", curves);
        }
        if (outcome.failed() > 0) {
            throw new BenchException(outcome.failed() + " of " + outcome.operations()
                    + " operations failed during swaps; the first: " + outcome.first());
        }
    }

    private static Result single(String metric, String unit, double value) {
        return Result.of(OURS, metric, THREADS, unit, Spread.of(value));
    }

    /** @param parity 1 for swaps, 0 for the quiet times before them */
    private void percentile(List<Result> results, String metric, double part, Churn.Outcome outcome, int parity) {
        IntPredicate counted = i -> i % 2 == parity && i >= 2 * WARM_UP_SWAPS;
        double[] batches = new double[BATCHES];
        for (int batch = 0; batch < BATCHES; batch++) {
            int number = batch;
            batches[batch] = Spread.quantile(
                    sorted(
                            outcome,
                            i -> counted.test(i) && (i / 2 - WARM_UP_SWAPS) * BATCHES / swapMillis.size() == number),
                    part);
        }
        Spread spread = Spread.of(batches);
        double value = Spread.quantile(sorted(outcome, counted), part);
        results.add(new Result(OURS, metric, THREADS, "ms", value, spread.low(), spread.high(), BATCHES));
    }

    private static double[] sorted(Churn.Outcome outcome, IntPredicate intervals) {
        return outcome.longest().stream()
                .filter(each -> intervals.test(each.interval()))
                .mapToDouble(each -> millis(each.nanos()))
                .sorted()
                .toArray();
    }

    private static double millis(long nanos) {
        return nanos / (double) TimeUnit.MILLISECONDS.toNanos(1);
    }
}
