package dev.otastub.bench;

import java.util.List;

/** How long calls took. */
final class Latency {

    private Latency() {}

    /** That within which so many in a hundred were answered, of sorted nanoseconds. */
    static double millis(long[] sorted, int percent) {
        int at = (int) ((long) sorted.length * percent / 100);
        return sorted[Math.min(at, sorted.length - 1)] / 1e6;
    }

    static double median(List<Double> values) {
        return Sample.median(values.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
