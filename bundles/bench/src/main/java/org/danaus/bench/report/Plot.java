package org.danaus.bench.report;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.danaus.bench.BenchException;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries.CategorySeriesRenderStyle;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws a result beside its JSON file, as PNG. */
public final class Plot {
    private static final int WIDTH = 1200;
    private static final int HEIGHT = 600;
    private static final int ROTATION = 60;
    private static final int POINTS = 200;

    private Plot() {}

    /** A point for each ratio, on a logarithmic axis. */
    public static void ratios(Path json, String title, List<Ratio> ratios) throws BenchException {
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .yAxisTitle("above 1: ours is faster")
                .build();
        chart.getStyler()
                .setDefaultSeriesRenderStyle(CategorySeriesRenderStyle.Scatter)
                .setXAxisLabelRotation(ROTATION)
                .setYAxisLogarithmic(true)
                .setLegendPosition(LegendPosition.OutsideE);
        Map<String, Map<String, Double>> series = new LinkedHashMap<>();
        for (Ratio ratio : ratios) {
            String cell = ratio.metric() + " ×" + ratio.threads();
            series.computeIfAbsent("to " + ratio.to(), name -> new LinkedHashMap<>())
                    .put(cell, ratio.value());
        }
        for (Map.Entry<String, Map<String, Double>> each : series.entrySet()) {
            chart.addSeries(
                    each.getKey(),
                    List.copyOf(each.getValue().keySet()),
                    List.copyOf(each.getValue().values()));
        }
        List<String> cells = series.values().stream()
                .findFirst()
                .map(each -> List.copyOf(each.keySet()))
                .orElse(List.of());
        if (!cells.isEmpty()) {
            chart.addSeries("equal", cells, cells.stream().map(cell -> 1.0).toList())
                    .setChartCategorySeriesRenderStyle(CategorySeriesRenderStyle.Line)
                    .setMarker(SeriesMarkers.NONE)
                    .setLineColor(Color.GRAY);
            save(chart, json);
        }
    }

    /** A curve for each distribution: which part of the values is no greater. @param values sorted, in ms, by name */
    public static void distributions(Path json, String title, Map<String, double[]> values) throws BenchException {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle("per cent of the intervals")
                .yAxisTitle("ms")
                .build();
        chart.getStyler().setYAxisLogarithmic(true).setLegendPosition(LegendPosition.InsideNW);
        double[] percents = IntStream.rangeClosed(0, POINTS)
                .mapToDouble(i -> i * 100.0 / POINTS)
                .toArray();
        values.forEach((name, sorted) -> chart.addSeries(
                        name,
                        percents,
                        Arrays.stream(percents)
                                .map(percent -> Spread.quantile(sorted, percent / 100))
                                .toArray())
                .setMarker(SeriesMarkers.NONE));
        save(chart, json);
    }

    private static void save(Chart<?, ?> chart, Path json) throws BenchException {
        Path picture = beside(json);
        try {
            BitmapEncoder.saveBitmap(chart, picture.toString(), BitmapFormat.PNG);
        } catch (IOException e) {
            throw new BenchException("cannot write " + picture + ": " + e.getMessage(), e);
        }
    }

    /** Where the picture of a result goes. */
    public static Path beside(Path json) {
        Path target = json.toAbsolutePath();
        String name = target.getFileName().toString();
        return target.resolveSibling((name.endsWith(".json") ? name.substring(0, name.length() - 5) : name) + ".png");
    }
}
