package dev.otastub.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Row 8: whether a stub becomes slower, or larger, the more it was asked. */
final class LongRun implements Row {

    private static final int CONNECTIONS = 8;
    private static final int PARTS = 10;
    private static final long FILE = 1000;

    private final Table figures =
            new Table("what", "CPU a call, first tenth", "last tenth", "all tenths, in ms", "wall s", "peak memory");
    private final List<Goal> goals = new ArrayList<>();

    /** One tenth of something. */
    @FunctionalInterface
    private interface Part {
        Sample run(Running running, int number) throws IOException;
    }

    @Override
    public Section measure(Bench bench) throws IOException, NotMeasured {
        int calls = bench.settings().scale().of(800, 200_000, 1_000_000);
        int uploads = bench.settings().scale().of(80, 20_000, 100_000);
        int callsToWarmUp = bench.settings().scale().of(80, 40_000, 100_000);
        int uploadsToWarmUp = bench.settings().scale().of(8, 8_000, 10_000);
        Content content = Content.of(FILE);
        run(bench, "calls of GenerateOTAUploadURL", calls, callsToWarmUp, (running, number) -> {
            SignedCalls signed = SignedCalls.of(number, CONNECTIONS);
            return running.measure(() -> signed.send(running.port()));
        });
        Uploads small = new Uploads(bench.peers().otaStub(""), CONNECTIONS, content);
        run(bench, "uploads of 1 kB", uploads, uploadsToWarmUp, small::round);
        String scale = bench.settings().scale() == Settings.Scale.FULL ? "" : " (--full makes a million and 100,000)";
        return new Section(
                "8. Many calls and uploads",
                Table.number(calls) + " calls and " + Table.number(uploads) + " uploads of 1 kB" + scale + " over "
                        + CONNECTIONS + " connections, each in ten parts, with a stub of its own, -Xmx128m, after "
                        + Table.number(callsToWarmUp) + " and " + Table.number(uploadsToWarmUp) + " to warm up.",
                figures,
                goals);
    }

    private void run(Bench bench, String what, int count, int warmUp, Part part) throws IOException, NotMeasured {
        try (Running running = bench.peers().otaStub("-Xmx128m").start(bench.settings())) {
            part.run(running, warmUp);
            int number = count / PARTS;
            List<Sample> samples = new ArrayList<>();
            for (int i = 0; i < PARTS; i++) {
                samples.add(bench.heard(what, number + " of them", part.run(running, number)));
            }
            List<Double> millis = samples.stream()
                    .map(sample -> sample.cpuSeconds() * 1000 / number)
                    .toList();
            double first = millis.get(0);
            double last = millis.get(PARTS - 1);
            long memory = running.figures().peakBytes();
            figures.row(
                    Table.number(count) + " " + what,
                    Table.number(first) + " ms",
                    Table.number(last) + " ms",
                    String.join(" ", millis.stream().map(Table::number).toList()),
                    Table.number(
                            samples.stream().mapToDouble(Sample::wallSeconds).sum()),
                    Table.megabytes(memory));
            goals.add(Goal.atMost("CPU a call, " + what + ": last tenth, of the first's", last / first, 1.1, ""));
            goals.add(Goal.atMost("peak memory, " + what, memory / 1e6, 300, " MB"));
        }
    }
}
