package dev.otastub.bench;

import dev.otastub.account.AccessKey;
import dev.otastub.rpc.RequestSigner;
import dev.otastub.signature.Parameters;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;

/**
 * Calls of GenerateOTAUploadURL, signed ahead, each for one connection, which makes them one after the other.
 *
 * @param perConnection the requests of each connection
 */
record SignedCalls(List<ByteBuffer[]> perConnection) {

    private static final byte[] SUCCESS = "\"Success\":true".getBytes(StandardCharsets.US_ASCII);

    static SignedCalls of(int calls, int connections) {
        List<ByteBuffer[]> all = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            all.add(requests(Math.max(1, calls / connections)));
        }
        return new SignedCalls(all);
    }

    /** In one piece of memory outside of the heap, so that sending costs the client little. */
    private static ByteBuffer[] requests(int count) {
        byte[][] bytes = new byte[count][];
        Arrays.setAll(bytes, i -> request().getBytes(StandardCharsets.US_ASCII));
        ByteBuffer all = ByteBuffer.allocateDirect(
                Arrays.stream(bytes).mapToInt(one -> one.length).sum());
        ByteBuffer[] requests = new ByteBuffer[count];
        for (int i = 0; i < count; i++) {
            requests[i] = all.slice(all.position(), bytes[i].length);
            all.put(bytes[i]);
        }
        return requests;
    }

    private static String request() {
        return "GET " + path() + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    }

    static String path() {
        Parameters signed = RequestSigner.signed(
                AccessKey.of("testid", "testsecret"),
                Parameters.parse("Action=GenerateOTAUploadURL"),
                Instant.now(),
                UUID.randomUUID().toString());
        return "/?" + signed.encoded();
    }

    int count() {
        return perConnection.stream().mapToInt(requests -> requests.length).sum();
    }

    /**
     * Makes all calls.
     *
     * @return how long each took, in nanoseconds, sorted
     */
    long[] send(int port) throws IOException {
        List<Callable<long[]>> clients = new ArrayList<>();
        perConnection.forEach(requests -> clients.add(() -> send(port, requests)));
        return Together.all(clients).stream()
                .flatMapToLong(Arrays::stream)
                .sorted()
                .toArray();
    }

    private static long[] send(int port, ByteBuffer[] requests) throws IOException {
        long[] took = new long[requests.length];
        try (HttpConnection connection = new HttpConnection(port)) {
            for (int i = 0; i < requests.length; i++) {
                long start = System.nanoTime();
                check(connection.call(requests[i]));
                took[i] = System.nanoTime() - start;
            }
        }
        return took;
    }

    static void check(HttpConnection.Answer answer) throws IOException {
        if (answer.status() != 200 || !contains(answer.body(), SUCCESS)) {
            throw new IOException("A call was answered by " + answer.status() + ": " + answer.text());
        }
    }

    private static boolean contains(byte[] bytes, byte[] wanted) {
        for (int at = bytes.length - wanted.length; at >= 0; at--) {
            if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
    }
}
