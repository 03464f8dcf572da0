package dev.otastub.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The samples of a soak, and whether what the stub held stayed the same. */
final class SoakSeries {

    /** More than connections come and go by chance; each single request that keeps one would make it hundreds. */
    static final int MARGIN = 20;

    static final double GROWTH = 1.2;

    /** Until then the heap and the compiled code grow in any program. */
    private static final long WARM_SECONDS = 200;

    private final List<SoakSample> samples = new ArrayList<>();

    void add(SoakSample sample) {
        samples.add(sample);
    }

    boolean isEmpty() {
        return samples.isEmpty();
    }

    /** The sample nearest before a part of the time, from 0 to 1. */
    private SoakSample at(double part) {
        return samples.get((int) Math.round(part * (samples.size() - 1)));
    }

    Table table() {
        Table table = new Table(SoakSample.HEADS);
        for (int percent : new int[] {10, 50, 100}) {
            SoakSample sample = at(percent / 100.0);
            table.row(sample.cells(percent + "%, " + sample.seconds() + " s"));
        }
        return table;
    }

    List<Goal> goals() {
        return List.of(
                Goal.atMost(
                        "open files at the end, those at 10% and " + MARGIN,
                        at(1).files(),
                        at(0.1).files() + MARGIN,
                        ""),
                Goal.atMost(
                        "threads at the end, those at 10% and " + MARGIN,
                        at(1).threads(),
                        at(0.1).threads() + MARGIN,
                        ""),
                memory());
    }

    private Goal memory() {
        String what = "memory, median of the last fifth of the time by that of the second";
        if (at(1).seconds() < WARM_SECONDS) {
            return Goal.notMeasured(what, "at most " + GROWTH, "Java warms up for the first minutes");
        }
        return Goal.atMost(
                what, median(4, SoakSample::residentBytes) / median(1, SoakSample::residentBytes), GROWTH, "");
    }

    private double median(int fifth, ToDoubleFunction<SoakSample> figure) {
        int from = fifth * samples.size() / 5;
        int to = Math.max(from + 1, (fifth + 1) * samples.size() / 5);
        double[] sorted =
                samples.subList(from, to).stream().mapToDouble(figure).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
