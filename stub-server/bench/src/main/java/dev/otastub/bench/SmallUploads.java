package dev.otastub.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Row 3: how many uploads of 1 MB are taken in a second over connections that stay open. */
final class SmallUploads implements Row {

    private static final int CONNECTIONS = 16;
    private static final long SIZE = 1_000_000;

    private final Table figures = new Table(
            "server",
            "checks",
            "uploads a second",
            "uploads a CPU second",
            "CPU s (from, to)",
            "wall s",
            "peak memory");

    private record Result(double perSecond, double perCpuSecond) {}

    @Override
    public Section measure(Bench bench) throws IOException, NotMeasured {
        int uploads = bench.settings().scale().of(32, 320, 640);
        Content content = Content.of(SIZE);
        Result stub = result(bench, bench.peers().otaStub("-Xmx128m"), uploads, content);
        List<Goal> goals = new ArrayList<>();
        for (Peer peer : List.of(
                bench.peers().s3Mock(), bench.peers().s3rver(), bench.peers().s3Proxy())) {
            String wall = "1 MB uploads a second, of " + peer.name() + "'s";
            String cpu = "1 MB uploads a CPU second, of " + peer.name() + "'s";
            try {
                Result other = result(bench, peer, uploads, content);
                goals.add(Goal.atLeast(wall, stub.perSecond() / other.perSecond(), 2, ""));
                goals.add(Goal.atLeast(cpu, stub.perCpuSecond() / other.perCpuSecond(), 2, ""));
            } catch (NotMeasured | IOException e) {
                String why = String.valueOf(e.getMessage());
                bench.say(peer.name() + " is not measured: " + why);
                figures.row(peer.name(), peer.checks(), "not measured: " + why, "", "", "", "");
                goals.add(Goal.notMeasured(wall, "at least 2", why));
                goals.add(Goal.notMeasured(cpu, "at least 2", why));
            }
        }
        return new Section(
                "3. Uploads of 1 MB over " + CONNECTIONS + " connections",
                "Medians of " + bench.settings().rounds() + " rounds of " + uploads + " uploads, after twice as many to"
                        + " warm up. Client and server share the machine, so the figure of CPU is the one to trust.",
                figures,
                goals);
    }

    private Result result(Bench bench, Peer peer, int uploads, Content content) throws IOException, NotMeasured {
        try (Running running = peer.start(bench.settings())) {
            Uploads all = new Uploads(peer, CONNECTIONS, content);
            all.round(running, 2 * uploads);
            List<Sample> samples = new ArrayList<>();
            for (int round = 1; round <= bench.settings().rounds(); round++) {
                Sample sample = all.round(running, uploads);
                bench.say(peer.name(), uploads + " uploads of 1 MB", sample);
                samples.add(sample);
            }
            Result result = new Result(uploads / Sample.wall(samples), uploads / Sample.cpu(samples));
            figures.row(
                    peer.name(),
                    peer.checks(),
                    Table.number(result.perSecond()),
                    Table.number(result.perCpuSecond()),
                    Sample.cpuText(samples),
                    Sample.wallText(samples),
                    Table.megabytes(running.figures().peakBytes()));
            return result;
        }
    }
}
