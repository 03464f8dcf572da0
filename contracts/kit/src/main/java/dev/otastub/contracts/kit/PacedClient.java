package dev.otastub.contracts.kit;

import dev.otastub.core.Headers;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Sends requests one after the other, never more in a second than it may. */
public final class PacedClient {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    /** What the HTTP client sees to itself. */
    private static final Set<String> ITS_OWN =
            Set.of("host", "content-length", "connection", "expect", "upgrade", "transfer-encoding", "accept-encoding");

    private final HttpClient client;
    private final Function<URI, Headers> more;
    private final long nanosBetween;
    private final Duration longestWait;
    private final boolean tellsThrottling;
    private long next = System.nanoTime();

    /**
     * @param client what sends; without an Authenticator, which would drop the header that ACS3 signs in
     * @param callsPerSecond how many calls there may be in a second, 0 for any number
     */
    public PacedClient(HttpClient client, double callsPerSecond) {
        this(client, callsPerSecond, url -> Headers.NONE);
    }

    /**
     * The same where requests need headers that no contract names.
     *
     * @param more for a proxy, by the URL of the request
     */
    public PacedClient(HttpClient client, double callsPerSecond, Function<URI, Headers> more) {
        this(client, callsPerSecond, more, LONGEST_WAIT);
    }

    PacedClient(HttpClient client, double callsPerSecond, Function<URI, Headers> more, Duration longestWait) {
        this(
                client,
                more,
                callsPerSecond <= 0 ? 0 : (long) (TimeUnit.SECONDS.toNanos(1) / callsPerSecond),
                longestWait,
                false);
    }

    private PacedClient(
            HttpClient client,
            Function<URI, Headers> more,
            long nanosBetween,
            Duration longestWait,
            boolean tellsThrottling) {
        this.client = client;
        this.more = more;
        this.nanosBetween = nanosBetween;
        this.longestWait = longestWait;
        this.tellsThrottling = tellsThrottling;
    }

    /** The same for a provider where throttling is no answer: it is thrown as {@link Throttled}. */
    PacedClient tellingThrottling() {
        return new PacedClient(client, more, nanosBetween, longestWait, true);
    }

    /**
     * Sends a request, once it is its turn.
     *
     * @param target scheme and authority; the request has the path
     */
    synchronized Answer send(URI target, Message request) throws IOException {
        awaitTurn();
        URI address = address(target, request);
        HttpRequest.Builder sent = HttpRequest.newBuilder(address)
                // An offer of HTTP/2 on a plain connection is more than some servers and proxies can stand.
                .version(HttpClient.Version.HTTP_1_1)
                .method(
                        request.method(),
                        request.body().length == 0
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofByteArray(request.body()));
        for (Map.Entry<String, String> field :
                request.headers().and(more.apply(address)).fields()) {
            if (!ITS_OWN.contains(field.getKey().toLowerCase(Locale.ROOT))) {
                put(sent, field.getKey(), field.getValue());
            }
        }
        HttpResponse<byte[]> answer = whole(client.sendAsync(sent.build(), BodyHandlers.ofByteArray()));
        Answer given = new Answer(answer.statusCode(), headers(answer), answer.body());
        if (tellsThrottling && Throttled.isSaidBy(given)) {
            throw new Throttled();
        }
        return given;
    }

    /** Java's own message would have the value, which may be a secret. */
    private static void put(HttpRequest.Builder request, String name, String value) throws IOException {
        try {
            request.header(name, value);
        } catch (IllegalArgumentException e) {
            throw new IOException("the value for the header " + name + " has characters that no header can have");
        }
    }

    /** Java's own timeout ends with the headers: a server that stops within the body would be waited for forever. */
    private <T> T whole(CompletableFuture<T> answer) throws IOException {
        try {
            return answer.get(longestWait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw interrupted();
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new HttpTimeoutException("no whole answer within " + longestWait.toSeconds() + " seconds");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private void awaitTurn() throws IOException {
        long now = System.nanoTime();
        if (nanosBetween > 0 && next - now > 0) {
            try {
                TimeUnit.NANOSECONDS.sleep(next - now);
            } catch (InterruptedException e) {
                throw interrupted();
            }
        }
        next = Math.max(next, now) + nanosBetween;
    }

    private static IOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted");
    }

    private static URI address(URI target, Message request) {
        return URI.create(target.getScheme() + "://" + target.getRawAuthority() + request.path()
                + (request.query().isEmpty() ? "" : "?" + request.query()));
    }

    private static Headers headers(HttpResponse<?> answer) {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        answer.headers().map().forEach((name, values) -> values.forEach(value -> fields.add(Map.entry(name, value))));
        return new Headers(fields);
    }
}
