package dev.otastub.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Row 5: how many calls of GenerateOTAUploadURL are answered in a second, beside WireMock's answers out of a mapping. */
final class Calls implements Row {

    private static final int CONNECTIONS = 16;

    private final Table figures = new Table(
            "server",
            "checks",
            "calls a second",
            "calls a CPU second",
            "median, p99",
            "CPU s (from, to)",
            "wall s",
            "peak memory");
    private final List<Goal> goals = new ArrayList<>();

    /**
     * Whom ota-stub is held against.
     *
     * @param goal how many times its calls ota-stub should answer
     */
    private record Rival(Peer peer, double goal) {}

    @Override
    public Section measure(Bench bench) throws IOException, NotMeasured {
        int calls = bench.settings().scale().of(320, 32_000, 64_000);
        Peer stubPeer = bench.peers().otaStub("-Xmx512m");
        try (CallRounds stub = CallRounds.of(stubPeer, stubPeer.start(bench.settings()), CONNECTIONS)) {
            List<Rival> rivals = rivals(bench, stub.oneAnswer());
            List<CallRounds> others = new ArrayList<>();
            try {
                rounds(bench, stub, rivals, others, calls);
            } finally {
                others.forEach(CallRounds::close);
            }
        }
        return new Section(
                "5. GenerateOTAUploadURL over " + CONNECTIONS + " connections",
                "Medians of " + bench.settings().rounds() + " rounds of " + calls
                        + " calls, in turns, after twice as many"
                        + " to warm up. Requests are signed before the clock starts, and each has its own nonce; WireMock"
                        + " gets the same ones and answers a mapping's JSON. The stub's journal is bounded at 1000, as"
                        + " always. Client and server share the machine, so the figure of CPU is the one to trust.",
                figures,
                goals);
    }

    private static List<Rival> rivals(Bench bench, String answer) {
        return List.of(
                new Rival(bench.peers().wireMock("", "-Xmx6g", answer), 0.8),
                new Rival(
                        bench.peers()
                                .wireMock(
                                        ", journal bounded at 1000",
                                        "-Xmx512m",
                                        answer,
                                        "--max-request-journal-entries",
                                        "1000"),
                        1.3));
    }

    private void rounds(Bench bench, CallRounds stub, List<Rival> rivals, List<CallRounds> others, int calls)
            throws IOException {
        List<Double> wanted = new ArrayList<>();
        for (Rival rival : rivals) {
            try {
                others.add(CallRounds.of(rival.peer(), rival.peer().start(bench.settings()), CONNECTIONS));
                wanted.add(rival.goal());
            } catch (NotMeasured e) {
                figures.row(rival.peer().name(), rival.peer().checks(), "not measured: " + e.why(), "", "", "", "", "");
                goals.add(Goal.notMeasured(goal("", rival.peer()), "at least " + rival.goal(), e.why()));
            }
        }
        List<CallRounds> all = new ArrayList<>(List.of(stub));
        all.addAll(others);
        for (CallRounds one : all) {
            one.warmUp(2 * calls);
        }
        for (int round = 1; round <= bench.settings().rounds(); round++) {
            for (CallRounds one : all) {
                bench.say(one.peer().name(), calls + " calls", one.round(calls));
            }
        }
        all.forEach(one -> one.line(figures));
        for (int i = 0; i < others.size(); i++) {
            compare(stub, others.get(i), wanted.get(i));
        }
    }

    private void compare(CallRounds stub, CallRounds other, double goal) {
        goals.add(Goal.atLeast(goal("", other.peer()), stub.perSecond() / other.perSecond(), goal, ""));
        goals.add(Goal.atLeast(goal("CPU ", other.peer()), stub.perCpuSecond() / other.perCpuSecond(), goal, ""));
    }

    private static String goal(String kind, Peer peer) {
        return "calls a " + kind + "second, of " + peer.name() + "'s";
    }
}
