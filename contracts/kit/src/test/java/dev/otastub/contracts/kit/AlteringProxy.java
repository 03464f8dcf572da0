package dev.otastub.contracts.kit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.otastub.core.Headers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** Stands before a stub and gives other answers than that: a broken server, of which only the break is ours. */
public final class AlteringProxy implements AutoCloseable {

    /** Whoever passes a message on makes these anew. */
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("content-length", "transfer-encoding", "connection", "keep-alive");

    /** What becomes of an answer. */
    @FunctionalInterface
    public interface Change {

        Answer of(Message request, Answer answer);
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CloseableHttpClient client = HttpClients.custom()
            .disableContentCompression()
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableDefaultUserAgent()
            .build();
    private final URI behind;
    private final List<Message> seen = new CopyOnWriteArrayList<>();
    private volatile Change change;

    private AlteringProxy(URI behind, Change change) throws IOException {
        this.behind = behind;
        this.change = change;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::pass);
        server.start();
    }

    public static AlteringProxy before(URI behind, Change change) throws IOException {
        return new AlteringProxy(behind, change);
    }

    void change(Change other) {
        change = other;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The requests of the cloud's own operations, without the admin routes. */
    public List<Message> seen() {
        return seen;
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            Message request = request(exchange);
            boolean admin = request.path().startsWith("/__admin");
            Answer answer = answer(request);
            if (!admin) {
                seen.add(request);
                answer = change.of(request, answer);
            }
            for (Map.Entry<String, String> field : answer.headers().fields()) {
                exchange.getResponseHeaders().add(field.getKey(), field.getValue());
            }
            exchange.sendResponseHeaders(
                    answer.status(), answer.body().length == 0 || answer.status() == 204 ? -1 : answer.body().length);
            if (answer.status() != 204) {
                exchange.getResponseBody().write(answer.body());
            }
        }
    }

    private static Message request(HttpExchange exchange) throws IOException {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> values.stream()
                        .filter(value -> !OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT)))
                        .forEach(value -> fields.add(Map.entry(name, value))));
        URI uri = exchange.getRequestURI();
        return new Message(
                exchange.getRequestMethod(),
                uri.getRawPath(),
                uri.getRawQuery() == null ? "" : uri.getRawQuery(),
                new Headers(fields),
                exchange.getRequestBody().readAllBytes());
    }

    private Answer answer(Message request) throws IOException {
        HttpUriRequestBase passed = new HttpUriRequestBase(
                request.method(),
                URI.create(behind + request.path() + (request.query().isEmpty() ? "" : "?" + request.query())));
        // Host too: it is signed, and tickets name it.
        request.headers().fields().forEach(field -> passed.addHeader(field.getKey(), field.getValue()));
        if (request.body().length > 0) {
            passed.setEntity(new ByteArrayEntity(request.body(), null));
        }
        return client.execute(passed, response -> {
            List<Map.Entry<String, String>> fields = new ArrayList<>();
            for (Header header : response.getHeaders()) {
                if (!OF_THE_CONNECTION.contains(header.getName().toLowerCase(Locale.ROOT))) {
                    fields.add(Map.entry(header.getName(), header.getValue()));
                }
            }
            byte[] body = response.getEntity() == null ? new byte[0] : EntityUtils.toByteArray(response.getEntity());
            return new Answer(response.getCode(), new Headers(fields), body);
        });
    }

    @Override
    public void close() throws IOException {
        server.stop(0);
        threads.shutdownNow();
        client.close();
    }
}
