package dev.otastub.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Row 2: eight of the largest uploads at once, and whether the API answers meanwhile. */
final class EightUploads implements Row {

    private static final int UPLOADS = 8;
    private static final long PAUSE_MILLIS = 100;

    private final Table figures =
            new Table("what", "CPU s (from, to)", "wall s (from, to)", "peak memory", "calls meanwhile");

    @Override
    public Section measure(Bench bench) throws IOException, NotMeasured {
        Content content = Content.of(LargeUpload.size(bench));
        Peer stub = bench.peers().otaStub("-Xmx128m");
        List<Goal> goals = new ArrayList<>();
        try (Running running = stub.start(bench.settings())) {
            new CallLatencies().warmUp(running.port(), bench.settings().scale().of(8, 2000, 2000));
            List<Sample> one = new ArrayList<>();
            for (int round = 0; round <= bench.settings().fewRounds(); round++) {
                Sample sample = uploads(stub, running, "one" + round + "-", 1, content, new CallLatencies());
                bench.say("one upload", "round " + round, sample);
                if (round > 0) {
                    one.add(sample);
                }
            }
            figures.row(
                    "one upload",
                    Sample.cpuText(one),
                    Sample.wallText(one),
                    Table.megabytes(running.figures().peakBytes()),
                    "");
            CallLatencies calls = new CallLatencies();
            Sample eight = uploads(stub, running, "eight-", UPLOADS, content, calls);
            bench.say("eight uploads", calls.text(), eight);
            long memory = running.figures().peakBytes();
            figures.row(
                    "eight at once",
                    Table.number(eight.cpuSeconds()),
                    Table.number(eight.wallSeconds()),
                    Table.megabytes(memory),
                    calls.text());
            goals.add(Goal.that("eight uploads at once: all answered well, with the right ETag", true));
            goals.add(Goal.atMost("peak memory of eight uploads", memory / 1e6, 300, " MB"));
            goals.add(Goal.atMost("CPU of eight uploads, of one's", eight.cpuSeconds() / Sample.cpu(one), 8.5, ""));
            goals.add(Goal.atMost("the slowest call meanwhile", calls.slowest(), 100, " ms"));
        }
        return new Section(
                "2. Eight uploads of " + Table.number((double) content.size()) + " bytes at once",
                "Of one the median of " + bench.settings().fewRounds() + "; meanwhile GenerateOTAUploadURL every "
                        + PAUSE_MILLIS + " ms, whose CPU is in the figures. Clients and server share the machine.",
                figures,
                goals);
    }

    private static Sample uploads(
            Peer stub, Running running, String name, int count, Content content, CallLatencies latencies)
            throws IOException {
        List<Form> forms = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            forms.add(stub.form("ota/bench/" + name + i + ".bin", content));
        }
        CountDownLatch underWay = new CountDownLatch(count);
        List<Callable<Void>> all = new ArrayList<>();
        forms.forEach(form -> all.add(() -> {
            try (HttpConnection connection = new HttpConnection(running.port())) {
                stub.upload(connection, form);
            } finally {
                underWay.countDown();
            }
            return null;
        }));
        all.add(() -> latencies.callUntil(running.port(), underWay));
        return running.measure(() -> Together.all(all));
    }

    /** How long calls take while something else is under way. */
    private static final class CallLatencies {

        private final List<Long> nanos = Collections.synchronizedList(new ArrayList<>());

        void warmUp(int port, int calls) throws IOException {
            SignedCalls.of(calls, 1).send(port);
        }

        Void callUntil(int port, CountDownLatch end) throws IOException, InterruptedException {
            try (HttpConnection connection = new HttpConnection(port)) {
                do {
                    String path = SignedCalls.path();
                    long start = System.nanoTime();
                    SignedCalls.check(connection.get(path));
                    nanos.add(System.nanoTime() - start);
                } while (!end.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS));
            }
            return null;
        }

        private long[] sorted() {
            return nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        }

        double slowest() {
            return Latency.millis(sorted(), 100);
        }

        String text() {
            long[] sorted = sorted();
            return sorted.length + " calls: median " + Table.number(Latency.millis(sorted, 50)) + ", p99 "
                    + Table.number(Latency.millis(sorted, 99)) + ", worst " + Table.number(slowest()) + " ms";
        }
    }
}
