package dev.otastub.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.otastub.account.AccessKey;
import dev.otastub.bench.SoakConnection.Answer;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One client's line to the stub: asks at its pace, over a connection that stays open, and holds every answer to account. */
final class SoakLine implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final int port;
    private final SoakTally tally;
    private final SoakEnd end;
    private final long intervalNanos;
    private long next = System.nanoTime();
    private @Nullable SoakConnection connection;

    /** @param intervalNanos the time from one request to the next, at the least */
    SoakLine(int port, SoakTally tally, SoakEnd end, long intervalNanos) {
        this.port = port;
        this.tally = tally;
        this.end = end;
        this.intervalNanos = intervalNanos;
    }

    /** What a client was about cannot go on: the soak is over, or an answer was not as expected, which is counted. */
    static final class Stopped extends Exception {
        private static final long serialVersionUID = 1;

        Stopped() {
            super("stopped", null, false, false);
        }
    }

    /** Something that is asked. */
    @FunctionalInterface
    interface Exchange {
        Answer run(SoakConnection connection) throws IOException;
    }

    Answer ask(String kind, SoakRequest request, SoakExpected expected) throws Stopped {
        return ask(kind, request.what(), expected, open -> open.ask(request));
    }

    Answer ask(String kind, String what, SoakExpected expected, Exchange exchange) throws Stopped {
        waitForTurn();
        try {
            Answer answer = exchange.run(open());
            if (answer.isLast()) {
                close();
            }
            if (!expected.isMetBy(answer)) {
                tally.unexplained(kind, what, "expected " + expected.text() + ", was answered " + answer.shown());
                throw new Stopped();
            }
            tally.asExpected(kind);
            return answer;
        } catch (IOException e) {
            close();
            tally.unexplained(kind, what, "expected " + expected.text() + ", met " + e);
            throw new Stopped();
        }
    }

    /** A request whose answer must not come whole. */
    void askInVain(String kind, SoakRequest request) throws Stopped {
        waitForTurn();
        try {
            open();
        } catch (IOException e) {
            tally.unexplained(kind, request.what(), "met " + e);
            throw new Stopped();
        }
        try {
            Answer answer = open().ask(request);
            close();
            tally.unexplained(kind, request.what(), "expected no answer, was answered " + answer.shown());
            throw new Stopped();
        } catch (SocketTimeoutException e) {
            close();
            tally.unexplained(kind, request.what(), "expected the connection's end, met " + e);
            throw new Stopped();
        } catch (IOException | IllegalArgumentException | StringIndexOutOfBoundsException broken) {
            close();
            tally.asExpected(kind);
        }
    }

    JsonNode json(String kind, SoakRequest request, SoakExpected expected) throws Stopped {
        Answer answer = ask(kind, request, expected);
        try {
            return JSON.readTree(answer.text());
        } catch (JsonProcessingException e) {
            tally.unexplained(kind, request.what(), "is no JSON: " + answer.shown());
            throw new Stopped();
        }
    }

    /** Leave to upload: the fields of the form, and besides {@code FirmwareUrl}, which is none. */
    JsonNode ticket(AccessKey key) throws Stopped {
        return json(
                        "GenerateOTAUploadURL",
                        SoakRequest.call(key, "Action", "GenerateOTAUploadURL", "FileSuffix", "bin"),
                        SoakExpected.success())
                .path("Data");
    }

    static Map<String, String> fields(JsonNode ticket) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("key", ticket.path("Key").asText());
        fields.put("policy", ticket.path("Policy").asText());
        fields.put("OSSAccessKeyId", ticket.path("OSSAccessKeyId").asText());
        fields.put("signature", ticket.path("Signature").asText());
        fields.put("success_action_status", "200");
        return fields;
    }

    SoakTally tally() {
        return tally;
    }

    int port() {
        return port;
    }

    /** Waits, but not beyond the end of the soak. */
    void pause(long millis) throws Stopped {
        if (end.passes(TimeUnit.MILLISECONDS.toNanos(millis))) {
            throw new Stopped();
        }
    }

    private void waitForTurn() throws Stopped {
        if (end.passes(next - System.nanoTime())) {
            throw new Stopped();
        }
        // One that came late does not hurry afterwards.
        next = Math.max(next + intervalNanos, System.nanoTime());
    }

    private SoakConnection open() throws IOException {
        SoakConnection there = connection;
        if (there == null) {
            there = new SoakConnection(port);
            connection = there;
        }
        return there;
    }

    @Override
    public void close() {
        SoakConnection there = connection;
        connection = null;
        if (there != null) {
            try {
                there.close();
            } catch (IOException e) {
                // It is of no use any more.
            }
        }
    }
}
