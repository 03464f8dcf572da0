package dev.otastub.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.otastub.OtaStubAccount;
import dev.otastub.account.AccessKey;
import dev.otastub.bench.SoakConnection.Answer;
import dev.otastub.bench.SoakLine.Stopped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Clients that do badly in the background, each in a loop of its own. */
final class SoakFaults {

    private static final AccessKey ISSUING_KEY = OtaStubAccount.DEFAULT.issuingKey();
    private static final int IDLE = 20;
    private static final long IDLE_MILLIS = 45_000;
    private static final int PIECES = 40;
    private static final long PIECE_MILLIS = 250;

    private final SoakLine line;
    private final Random random = new Random(4);

    /** @param line for what these clients ask properly */
    SoakFaults(SoakLine line) {
        this.line = line;
    }

    /** Something that is done again and again. */
    @FunctionalInterface
    private interface Round {
        void run() throws Stopped, IOException;
    }

    void vanish(SoakEnd end) {
        again(end, "a client that vanishes", this::vanishOnce);
    }

    void dawdle(SoakEnd end) {
        again(end, "a slow client", this::dawdleOnce);
    }

    void fallSilent(SoakEnd end) {
        again(end, "a client that falls silent", this::fallSilentOnce);
    }

    void idle(SoakEnd end) {
        again(end, "idle connections", this::idleOnce);
    }

    private void again(SoakEnd end, String kind, Round round) {
        while (!end.passes(1_000_000_000L)) {
            try {
                round.run();
            } catch (Stopped e) {
                // Counted, or the end.
            } catch (IOException e) {
                line.tally().unexplained(kind, kind, e.toString());
            }
        }
        line.close();
    }

    /** Somewhere within the request, properly or by a reset; nothing may be there afterwards. */
    private void vanishOnce() throws Stopped, IOException {
        JsonNode ticket = line.ticket(Peer.KEY);
        SoakRequest form = SoakRequest.form(SoakLine.fields(ticket), SoakFile.of(random.nextInt(1000), 300_000));
        try (SoakConnection connection = new SoakConnection(line.port())) {
            int sent = random.nextInt(form.head().length + form.body().length - 1);
            connection.write(form.head(), 0, Math.min(sent, form.head().length));
            connection.write(form.body(), 0, Math.max(0, sent - form.head().length));
            if (random.nextBoolean()) {
                line.pause(random.nextInt(300));
            }
            if (random.nextBoolean()) {
                connection.vanish();
            }
        }
        line.tally().asExpected("a client that vanishes");
        line.ask(
                "GetObject after a client vanished",
                SoakRequest.object(
                        "GET", ISSUING_KEY, Peer.BUCKET, ticket.path("Key").asText(), new byte[0]),
                SoakExpected.says(404, "NoSuchKey"));
    }

    /** Sends its file in pieces, for ten seconds. */
    private void dawdleOnce() throws Stopped {
        Map<String, String> fields = SoakLine.fields(line.ticket(Peer.KEY));
        SoakFile file = SoakFile.of(random.nextInt(1000), PIECES * 1024);
        SoakRequest form = SoakRequest.form(fields, file);
        line.ask("PostObject by a slow client", form.what(), SoakExpected.stored(file), connection -> {
            connection.write(form.head());
            int piece = form.body().length / PIECES + 1;
            for (int at = 0; at < form.body().length; at += piece) {
                connection.write(form.body(), at, Math.min(piece, form.body().length - at));
                pauseAlways();
            }
            return connection.answer();
        });
    }

    /** An upload that was begun comes to its end also after the end of the soak. */
    private static void pauseAlways() throws IOException {
        try {
            Thread.sleep(PIECE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Sends half a file and then nothing, and is told so after half a minute. */
    private void fallSilentOnce() throws Stopped {
        SoakRequest form = SoakRequest.form(SoakLine.fields(line.ticket(Peer.KEY)), SoakFile.of(3, 100_000));
        Answer answer = line.ask(
                "PostObject by a client that falls silent",
                form.what(),
                SoakExpected.says(400, "RequestTimeout"),
                connection -> {
                    connection.write(form.head());
                    connection.write(form.body(), 0, form.body().length / 2);
                    return connection.answer();
                });
        if (!answer.isLast()) {
            // The rest of the form would be taken for the next request.
            line.close();
        }
    }

    /** Connections on which nothing is ever asked get no answer. */
    private void idleOnce() throws Stopped, IOException {
        List<SoakConnection> idle = new ArrayList<>();
        try {
            for (int i = 0; i < IDLE; i++) {
                idle.add(new SoakConnection(line.port()));
            }
            line.pause(IDLE_MILLIS);
            for (SoakConnection each : idle) {
                if (each.hasBytes()) {
                    line.tally()
                            .unexplained(
                                    "an idle connection",
                                    "nothing",
                                    "was answered " + each.answer().shown());
                } else {
                    line.tally().asExpected("an idle connection");
                }
            }
        } finally {
            for (SoakConnection each : idle) {
                each.close();
            }
        }
    }
}
