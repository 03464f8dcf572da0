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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
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
        this.client = client;
        this.more = more;
        this.nanosBetween = callsPerSecond <= 0 ? 0 : (long) (TimeUnit.SECONDS.toNanos(1) / callsPerSecond);
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
                .timeout(LONGEST_WAIT)
                .method(
                        request.method(),
                        request.body().length == 0
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofByteArray(request.body()));
        for (Map.Entry<String, String> field :
                request.headers().and(more.apply(address)).fields()) {
            if (!ITS_OWN.contains(field.getKey().toLowerCase(Locale.ROOT))) {
                sent.header(field.getKey(), field.getValue());
            }
        }
        try {
            HttpResponse<byte[]> answer = client.send(sent.build(), BodyHandlers.ofByteArray());
            return new Answer(answer.statusCode(), headers(answer), answer.body());
        } catch (InterruptedException e) {
            throw interrupted();
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
