package org.danaus.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.danaus.bench.load.Measured;

/** The values of all rounds, by what was measured and of which system. More is better. */
public final class Series {
    private final List<String> systems;
    /** By system in each cell: the values, a round after the other. */
    private final Map<Cell, Map<String, List<Double>>> values = new LinkedHashMap<>();

    /** What was measured. */
    private record Cell(String metric, int threads) {}

    /** Empty. @param systems in the order in which results name them; the first is the one compared to the others */
    public Series(List<String> systems) {
        this.systems = List.copyOf(systems);
    }

    /** Takes the next round's value of a system. */
    public void add(String system, Measured measured) {
        values.computeIfAbsent(new Cell(measured.metric(), measured.threads()), cell -> new LinkedHashMap<>())
                .computeIfAbsent(system, name -> new ArrayList<>())
                .add(measured.value());
    }

    /** Each system's values in short. */
    public List<Result> results() {
        List<Result> results = new ArrayList<>();
        values.forEach(
                (cell, rounds) -> systems.stream().filter(rounds::containsKey).forEach(system -> {
                    Spread spread = Spread.of(toArray(rounds.get(system)));
                    results.add(Result.of(system, cell.metric, cell.threads, Measured.unit(cell.metric), spread));
                }));
        return results;
    }

    /** How the first system compares to each of the others, round by round. */
    public List<Ratio> ratios() {
        List<Ratio> ratios = new ArrayList<>();
        values.keySet().forEach(cell -> systems.stream().skip(1).forEach(to -> {
            Spread spread = compare(cell, to);
            if (spread != null) {
                ratios.add(new Ratio(
                        systems.get(0),
                        to,
                        cell.metric,
                        cell.threads,
                        spread.median(),
                        spread.low(),
                        spread.high(),
                        spread.runs()));
            }
        }));
        return ratios;
    }

    private Spread compare(Cell cell, String to) {
        List<Double> ours = values.get(cell).get(systems.get(0));
        List<Double> theirs = values.get(cell).get(to);
        if (ours == null || theirs == null) {
            return null;
        }
        return Spread.of(IntStream.range(0, Math.min(ours.size(), theirs.size()))
                .mapToDouble(round -> ours.get(round) / theirs.get(round))
                .toArray());
    }

    /** A line for each cell, a column for each system; in brackets how the first system compares to it. */
    public String table() {
        StringBuilder table = new StringBuilder(String.format("%-14s %7s %-6s", "metric", "threads", "unit"));
        systems.forEach(system -> table.append(String.format(" %22s", system)));
        values.forEach((cell, rounds) -> {
            table.append(String.format("%n%-14s %7d %-6s", cell.metric, cell.threads, Measured.unit(cell.metric)));
            systems.forEach(system -> table.append(String.format(" %22s", field(cell, system))));
        });
        return table.toString();
    }

    private String field(Cell cell, String system) {
        List<Double> rounds = values.get(cell).get(system);
        if (rounds == null) {
            return "-";
        }
        Spread ratio = system.equals(systems.get(0)) ? null : compare(cell, system);
        return String.format("%.0f", Spread.of(toArray(rounds)).median())
                + (ratio == null ? "        " : String.format(" (%5.2f)", ratio.median()));
    }

    private static double[] toArray(List<Double> list) {
        return list.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
