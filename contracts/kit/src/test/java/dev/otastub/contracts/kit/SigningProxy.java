package dev.otastub.contracts.kit;

import au.com.dius.pact.core.model.ProviderState;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.otastub.signature.Parameters;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Stands between the stub and a verifier that knows nothing of signatures: told of the provider states of an interaction, it
 * brings the stub into them when the request comes, and sends that filled in and signed. One interaction at a time.
 */
final class SigningProxy implements AutoCloseable {

    private static final String STATE_CHANGE = "/__state-change";

    /** What says where to and how a message goes. */
    private static final Set<String> HOP = Set.of("host", "content-length", "transfer-encoding", "connection");

    private final HttpServer server;
    private final States states;
    private final UnaryOperator<Answer> answering;
    private final List<Example> examples;
    private final List<ProviderState> demanded = new ArrayList<>();

    private SigningProxy(HttpServer server, States states, UnaryOperator<Answer> answering) {
        this.server = server;
        this.states = states;
        this.answering = answering;
        this.examples = PublishedContracts.onClassPath().interactions().stream()
                .map(interaction -> Example.of(interaction.http()))
                .toList();
    }

    /**
     * Starts on a free port.
     *
     * @param states the way into the stub's states
     * @param answering what becomes of its answers on the way back
     */
    static SigningProxy start(States states, UnaryOperator<Answer> answering) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        SigningProxy proxy = new SigningProxy(server, states, answering);
        server.createContext("/", proxy::answer);
        server.start();
        return proxy;
    }

    int port() {
        return server.getAddress().getPort();
    }

    String stateChangeUrl() {
        return "http://127.0.0.1:" + port() + STATE_CHANGE;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Answer answer = exchange.getRequestURI().getPath().equals(STATE_CHANGE)
                    ? demanding(PactJson.JSON.readTree(body))
                    : answering.apply(forwarded(message(exchange, body)));
            send(exchange, answer);
        } catch (RuntimeException | Error e) {
            // The server would only hang up.
            e.printStackTrace();
            throw e;
        }
    }

    /** All of an interaction's states come one by one, right before its request. */
    private Answer demanding(JsonNode change) {
        Map<?, ?> parameters = PactJson.JSON.convertValue(change.path("params"), Map.class);
        demanded.add(new ProviderState(
                change.path("state").asText(),
                parameters.entrySet().stream()
                        .collect(Collectors.toMap(entry -> String.valueOf(entry.getKey()), Map.Entry::getValue))));
        return answer(200, "{}");
    }

    private Answer forwarded(Message request) throws IOException {
        List<ProviderState> now = List.copyOf(demanded);
        demanded.clear();
        Example published = published(now, request);
        Prepared prepared = states.prepare(new Example(now, complete(request, published), published.varying()));
        if (!(prepared instanceof Prepared.Ready)) {
            return answer(500, prepared.toString());
        }
        try (Prepared.Ready ready = (Prepared.Ready) prepared) {
            return ready.send();
        }
    }

    /** Verifiers do not tell which interaction it is. */
    private Example published(List<ProviderState> now, Message request) {
        return examples.stream()
                .filter(example -> said(example.states()).equals(said(now)) && isSame(example.request(), request))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No interaction has " + now + " and " + request));
    }

    /** Of ACS3's requests the V3 files leave out Authorization, which has commas. */
    private static Message complete(Message request, Example published) {
        Optional<String> authorization = published.request().headers().first("Authorization");
        return authorization.isEmpty()
                        || request.headers().first("Authorization").isPresent()
                ? request
                : request.withHeaders(request.headers().and("Authorization", authorization.get()));
    }

    /** As text, for engines read numbers as numbers of different kinds. */
    private static List<String> said(List<ProviderState> states) {
        return states.stream()
                .map(state -> state.getName() + new TreeMap<>(state.getParams()))
                .toList();
    }

    private static boolean isSame(Message one, Message other) {
        return one.method().equals(other.method())
                && Arrays.equals(one.body(), other.body())
                && parameters(one).equals(parameters(other));
    }

    private static Set<Object> parameters(Message request) {
        return Set.copyOf(Parameters.parse(request.query()).all());
    }

    private static Message message(HttpExchange exchange, byte[] body) {
        URI uri = exchange.getRequestURI();
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!HOP.contains(name.toLowerCase(Locale.ROOT))) {
                headers.add(Map.entry(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
            }
        });
        return new Message(
                exchange.getRequestMethod(),
                uri.getRawPath(),
                Objects.requireNonNullElse(uri.getRawQuery(), ""),
                new dev.otastub.core.Headers(headers),
                body);
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        for (Map.Entry<String, String> field : answer.headers().fields()) {
            if (!HOP.contains(field.getKey().toLowerCase(Locale.ROOT))) {
                headers.add(field.getKey(), field.getValue());
            }
        }
        exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
        exchange.getResponseBody().write(answer.body());
    }

    private static Answer answer(int status, String body) {
        return new Answer(
                status,
                dev.otastub.core.Headers.of("Content-Type", "application/json"),
                body.getBytes(StandardCharsets.UTF_8));
    }
}
