package dev.otastub.bench;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one measurement gave.
 *
 * @param cpuSeconds of the server
 * @param wallSeconds until the client had its last answer
 */
record Sample(double cpuSeconds, double wallSeconds) {

    static double cpu(List<Sample> samples) {
        return median(samples, Sample::cpuSeconds);
    }

    static double wall(List<Sample> samples) {
        return median(samples, Sample::wallSeconds);
    }

    /** The CPU seconds as the table shows them: the median, and how far the others lie. */
    static String cpuText(List<Sample> samples) {
        return text(samples, Sample::cpuSeconds);
    }

    static String wallText(List<Sample> samples) {
        return text(samples, Sample::wallSeconds);
    }

    private static String text(List<Sample> samples, ToDoubleFunction<Sample> figure) {
        double[] sorted = sorted(samples, figure);
        String median = Table.number(median(sorted));
        return sorted.length == 1
                ? median
                : median + " (" + Table.number(sorted[0]) + " to " + Table.number(sorted[sorted.length - 1]) + ")";
    }

    private static double median(List<Sample> samples, ToDoubleFunction<Sample> figure) {
        return median(sorted(samples, figure));
    }

    private static double[] sorted(List<Sample> samples, ToDoubleFunction<Sample> figure) {
        return samples.stream().mapToDouble(figure).sorted().toArray();
    }

    /** The middle one, or the mean of the two in the middle. */
    static double median(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("There is no median of nothing.");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
