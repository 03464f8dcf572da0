package dev.otastub.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Row 6: what it costs to start, up to the first answer. */
final class Start implements Row {

    private final Table figures =
            new Table("what", "CPU s (from, to)", "wall s (from, to)", "peak memory", "CPU of WireMock's");

    /** Something to start, and what that cost. */
    private static final class Kind {
        private final Peer peer;
        private final List<Sample> samples = new ArrayList<>();
        private long memory;

        Kind(Peer peer) {
            this.peer = peer;
        }

        double cpu() {
            return Sample.cpu(samples);
        }
    }

    @Override
    public Section measure(Bench bench) throws IOException, NotMeasured {
        Peers peers = bench.peers();
        Kind jar = new Kind(peers.otaStubStarted());
        Kind command = new Kind(peers.otaStubCommand());
        Optional<Kind> wireMock = prepared(bench, peers.wireMock("", "", "{\"Success\":true}"));
        try (Running running = command.peer.start(bench.settings())) {
            // It has made its archive before, but in a smoke.
            running.stop();
        }
        List<Kind> all = new ArrayList<>(List.of(jar, command));
        wireMock.ifPresent(all::add);
        for (int round = 1; round <= bench.settings().rounds(); round++) {
            for (Kind kind : all) {
                start(bench, kind);
            }
        }
        List<Goal> goals = new ArrayList<>();
        goals.add(goal("java -jar ota-stub.jar", jar, wireMock, 1.15));
        goals.add(goal("bin/ota-stub", command, wireMock, 0.60));
        all.forEach(kind -> line(kind, wireMock));
        return new Section(
                "6. The start, to the first answer",
                "Medians of " + bench.settings().rounds() + ", in turns, without any options of the JVM's;"
                        + " bin/ota-stub has its archive. All processes that a"
                        + " start has are counted. ota-stub's first answer is one of GenerateOTAUploadURL, WireMock's that"
                        + " of a mapping.",
                figures,
                goals);
    }

    /** Fetched and started once, so that it is in the page cache as ota-stub is. */
    private Optional<Kind> prepared(Bench bench, Peer peer) {
        try (Running running = peer.start(bench.settings())) {
            running.stop();
            return Optional.of(new Kind(peer));
        } catch (NotMeasured e) {
            figures.row(peer.name(), "not measured: " + e.why(), "", "", "");
            return Optional.empty();
        }
    }

    private static void start(Bench bench, Kind kind) throws IOException, NotMeasured {
        long begin = System.nanoTime();
        try (Running running = kind.peer.start(bench.settings())) {
            ProcessFigures figures = running.figures();
            Sample sample = new Sample(figures.cpuSeconds(), (System.nanoTime() - begin) / 1e9);
            if (running.firstStatus() != 200) {
                throw new IOException(kind.peer.name() + " answered first by " + running.firstStatus() + ".");
            }
            kind.samples.add(sample);
            kind.memory = Math.max(kind.memory, figures.peakBytes());
            bench.say(kind.peer.name(), "first answer", sample);
        }
    }

    private void line(Kind kind, Optional<Kind> wireMock) {
        figures.row(
                kind.peer.name(),
                Sample.cpuText(kind.samples),
                Sample.wallText(kind.samples),
                Table.megabytes(kind.memory),
                wireMock.map(other -> Table.number(kind.cpu() / other.cpu())).orElse(""));
    }

    private static Goal goal(String what, Kind kind, Optional<Kind> wireMock, double limit) {
        String name = "CPU of the start, " + what + ", of WireMock's";
        return wireMock.map(other -> Goal.atMost(name, kind.cpu() / other.cpu(), limit, ""))
                .orElseGet(() -> Goal.notMeasured(name, "at most " + limit, "WireMock does not start"));
    }
}
