package dev.otastub.bench;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/** Row 1: one upload of the largest size that GenerateOTAUploadURL allows. */
final class LargeUpload implements Row {

    private static final long LARGEST = 1_048_576_000;
    private static final long MEMORY = 180_000_000;

    private final Table figures =
            new Table("server", "checks", "CPU s (from, to)", "wall s (from, to)", "peak memory", "CPU of the floor's");
    private final List<Goal> goals = new ArrayList<>();

    static long size(Bench bench) {
        return bench.settings().scale().of(2L << 20, LARGEST, LARGEST);
    }

    @Override
    public Section measure(Bench bench) throws IOException, NotMeasured {
        Content content = Content.of(size(bench));
        List<Sample> floor = new ArrayList<>();
        List<Sample> stub = new ArrayList<>();
        List<Double> md5 = new ArrayList<>();
        Peer floorPeer = bench.peers().floor();
        Peer stubPeer = bench.peers().otaStub("-Xmx128m");
        long floorMemory;
        long stubMemory;
        try (Running floorRuns = floorPeer.start(bench.settings());
                Running stubRuns = stubPeer.start(bench.settings())) {
            for (int round = 0; round <= bench.settings().rounds(); round++) {
                String what = round == 0 ? "upload to warm up" : "upload " + round;
                Sample ofFloor = bench.heard("floor", what, floorUpload(floorPeer, floorRuns, round, content));
                Sample ofStub = bench.heard("ota-stub", what, upload(stubPeer, stubRuns, round, content));
                if (round > 0) {
                    floor.add(ofFloor);
                    stub.add(ofStub);
                    md5.add(md5Rate());
                }
            }
            floorMemory = floorRuns.figures().peakBytes();
            stubMemory = stubRuns.figures().peakBytes();
        }
        line(floorPeer, floor, floor, floorMemory);
        line(stubPeer, stub, floor, stubMemory);
        goals.add(Goal.atMost("CPU of an upload, of the floor's", Sample.cpu(stub) / Sample.cpu(floor), 1.15, ""));
        double rate = content.size() / Sample.wall(stub);
        double bare =
                Sample.median(md5.stream().mapToDouble(Double::doubleValue).toArray());
        bench.say("bare MD5: " + Table.number(bare / 1e6) + " MB/s");
        goals.add(Goal.atLeast("throughput of an upload, of bare MD5's", rate / bare, 0.70, ""));
        goals.add(Goal.atMost("peak memory of an upload", stubMemory / 1e6, MEMORY / 1e6, " MB"));
        others(bench, content, floor, stub);
        return new Section(
                "1. One upload of " + Table.number((double) content.size()) + " bytes",
                "Medians of " + bench.settings().rounds()
                        + " after one to warm up, ota-stub and the floor in turns; bare" + " MD5 took "
                        + Table.number(bare / 1e6) + " MB/s.",
                figures,
                goals);
    }

    private void others(Bench bench, Content content, List<Sample> floor, List<Sample> stub) {
        String goal = "CPU of an upload, of s3rver's";
        try {
            List<Sample> s3rver =
                    other(bench, bench.peers().s3rver(), bench.settings().rounds(), content, floor);
            goals.add(Goal.atMost(goal, Sample.cpu(stub) / Sample.cpu(s3rver), 1, ""));
        } catch (NotMeasured e) {
            goals.add(Goal.notMeasured(goal, "at most 1", e.why()));
        }
        shown(bench, bench.peers().s3Mock(), bench.settings().fewRounds(), content, floor);
        shown(bench, bench.peers().s3Proxy(), 1, content, floor);
        figures.row("WireMock 3.13.2", "nothing", "not possible: it holds the body, some ten times over", "", "", "");
    }

    /** One without a goal. */
    private void shown(Bench bench, Peer peer, int rounds, Content content, List<Sample> floor) {
        try {
            other(bench, peer, rounds, content, floor);
        } catch (NotMeasured e) {
            bench.say(peer.name() + " is not measured: " + e.why());
        }
    }

    private List<Sample> other(Bench bench, Peer peer, int rounds, Content content, List<Sample> floor)
            throws NotMeasured {
        List<Sample> samples = new ArrayList<>();
        try (Running running = peer.start(bench.settings())) {
            for (int round = 0; round <= rounds; round++) {
                Sample sample = upload(peer, running, round, content);
                bench.say(peer.name(), "upload " + round, sample);
                if (round > 0) {
                    samples.add(sample);
                }
            }
            line(peer, samples, floor, running.figures().peakBytes());
            return samples;
        } catch (IOException e) {
            figures.row(peer.name(), peer.checks(), "not measured: " + e.getMessage(), "", "", "");
            throw new NotMeasured(String.valueOf(e.getMessage()));
        } catch (NotMeasured e) {
            figures.row(peer.name(), peer.checks(), "not measured: " + e.why(), "", "", "");
            throw e;
        }
    }

    private void line(Peer peer, List<Sample> samples, List<Sample> floor, long memory) {
        figures.row(
                peer.name(),
                peer.checks(),
                Sample.cpuText(samples),
                Sample.wallText(samples),
                Table.megabytes(memory),
                Table.number(Sample.cpu(samples) / Sample.cpu(floor)));
    }

    private static Sample upload(Peer peer, Running running, int round, Content content) throws IOException {
        Form form = peer.form("ota/bench/" + round + ".bin", content);
        try (HttpConnection connection = new HttpConnection(running.port())) {
            return running.measure(() -> peer.upload(connection, form));
        }
    }

    private static Sample floorUpload(Peer floor, Running running, int round, Content content) throws IOException {
        Form form = floor.form("ota/bench/" + round + ".bin", content);
        try (HttpConnection connection = new HttpConnection(running.port())) {
            return running.measure(() -> connection.upload(form));
        }
    }

    /** Bytes a second of one thread that does nothing else. */
    private static double md5Rate() {
        MessageDigest digest = Content.md5Digest();
        int blocks = 512;
        long start = System.nanoTime();
        for (int i = 0; i < blocks; i++) {
            digest.update(Content.bytes());
        }
        digest.digest();
        return blocks * (double) Content.bytes().length * 1e9 / (System.nanoTime() - start);
    }
}
