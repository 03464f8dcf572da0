package dev.otastub.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A running server that is called in rounds, and what they gave. */
final class CallRounds implements AutoCloseable {

    private final Peer peer;
    private final Running running;
    private final int connections;
    private final List<Sample> samples = new ArrayList<>();
    private final List<Double> medians = new ArrayList<>();
    private final List<Double> tails = new ArrayList<>();
    private int callsARound;

    private CallRounds(Peer peer, Running running, int connections) {
        this.peer = peer;
        this.running = running;
        this.connections = connections;
    }

    static CallRounds of(Peer peer, Running running, int connections) {
        return new CallRounds(peer, running, connections);
    }

    Peer peer() {
        return peer;
    }

    /** An answer of ota-stub's, for another to repeat. */
    String oneAnswer() throws IOException {
        try (HttpConnection connection = new HttpConnection(running.port())) {
            HttpConnection.Answer answer = connection.get(SignedCalls.path());
            SignedCalls.check(answer);
            return answer.text();
        }
    }

    void warmUp(int calls) throws IOException {
        SignedCalls.of(calls, connections).send(running.port());
    }

    Sample round(int calls) throws IOException {
        SignedCalls signed = SignedCalls.of(calls, connections);
        callsARound = signed.count();
        List<long[]> took = new ArrayList<>();
        Sample sample = running.measure(() -> took.add(signed.send(running.port())));
        samples.add(sample);
        medians.add(Latency.millis(took.get(0), 50));
        tails.add(Latency.millis(took.get(0), 99));
        return sample;
    }

    double perSecond() {
        return callsARound / Sample.wall(samples);
    }

    double perCpuSecond() {
        return callsARound / Sample.cpu(samples);
    }

    void line(Table figures) {
        figures.row(
                peer.name(),
                peer.dialect().isPresent() ? "access key, time, nonce, signature, parameters" : peer.checks(),
                Table.number(perSecond()),
                Table.number(perCpuSecond()),
                Table.number(Latency.median(medians)) + ", " + Table.number(Latency.median(tails)) + " ms",
                Sample.cpuText(samples),
                Sample.wallText(samples),
                Table.megabytes(running.figures().peakBytes()));
    }

    @Override
    public void close() {
        running.close();
    }
}
