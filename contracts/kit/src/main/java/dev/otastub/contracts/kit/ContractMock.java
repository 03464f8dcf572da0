package dev.otastub.contracts.kit;

import au.com.dius.pact.core.model.IResponse;
import dev.otastub.contracts.kit.Expectation.Comparison;
import dev.otastub.contracts.kit.FrontServer.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A server that knows the interactions that a test names from the published contracts, and nothing else. A client's request
 * is brought into the contract's form first, then Pact compares it; what is expected and does not come, and what comes and is
 * not expected, fails {@link #verify}. Safe for use by many threads.
 *
 * <pre>{@code
 * try (ContractMock mock = ContractMock.expecting("GenerateOTAUploadURL as JSON: Throttling.User")) {
 *     config.setEndpoint(mock.hostPort());
 *     ...
 *     mock.verify();
 * }
 * }</pre>
 */
public final class ContractMock implements AutoCloseable {

    /** Those of framing are the server's own. */
    private static final Set<String> NOT_COPIED = Set.of("content-length", "transfer-encoding", "connection", "date");

    private final List<Expectation> expected;
    /** Those that have not been used yet; one that was named twice is there twice. */
    private final List<Expectation> waiting;

    private final Map<String, Integer> unmatched = new LinkedHashMap<>();
    private final FrontServer server;

    private ContractMock(List<Expectation> expected) {
        this.expected = expected;
        this.waiting = new ArrayList<>(expected);
        this.server = new FrontServer(this::answer, this::failed);
    }

    /**
     * Starts a server on a free port.
     *
     * @param interactions their descriptions, each as often as it is to be used; of those that the same request matches,
     *     each is answered once in this order, and the last of them from then on
     * @throws IllegalArgumentException if none is given, or one is not among the published ones
     */
    public static ContractMock expecting(String... interactions) {
        if (interactions.length == 0) {
            throw new IllegalArgumentException("Name the interactions that the client is expected to use.");
        }
        UsageTracking.off();
        return new ContractMock(NamedInteractions.onClassPath().named(interactions));
    }

    /** Host and port, as SDKs want their endpoint. */
    public String hostPort() {
        return server.hostPort();
    }

    /** The URL, without a path. */
    public String url() {
        return "http://" + hostPort();
    }

    private Reply answer(ClientRequest request) {
        List<Comparison> comparisons =
                expected.stream().flatMap(one -> one.compare(request).stream()).toList();
        Optional<Expectation> matching = taken(comparisons);
        if (matching.isPresent()) {
            return reply(matching.get(), request);
        }
        String why = unlike(request, comparisons);
        note(why);
        return Refusing.reply(request, why);
    }

    /** A client may well take a 500 for a passing failure: the test has to fail. */
    Reply failed(RuntimeException bug) {
        String why = "A bug in ContractMock: " + bug;
        note(why);
        return Refusing.plain(why);
    }

    private synchronized void note(String why) {
        unmatched.merge(why, 1, Integer::sum);
    }

    /** The one from which least was left out; among equals the first that still waits, or else the last. */
    private synchronized Optional<Expectation> taken(List<Comparison> comparisons) {
        int least = comparisons.stream()
                .filter(Comparison::matches)
                .mapToInt(comparison -> comparison.leftOut().size())
                .min()
                .orElse(0);
        List<Expectation> candidates = comparisons.stream()
                .filter(Comparison::matches)
                .filter(comparison -> comparison.leftOut().size() == least)
                .map(Comparison::expectation)
                .toList();
        Optional<Expectation> next =
                waiting.stream().filter(candidates::contains).findFirst();
        next.ifPresent(waiting::remove);
        return next.or(() -> candidates.stream().reduce((first, second) -> second));
    }

    private String unlike(ClientRequest request, List<Comparison> comparisons) {
        StringBuilder text = new StringBuilder("Unexpected: ").append(request.summary());
        if (comparisons.isEmpty()) {
            return text.append(", and nothing of the kind is expected").toString();
        }
        int fewest = comparisons.stream()
                .mapToInt(comparison -> comparison.wrong().size())
                .min()
                .orElse(0);
        comparisons.stream()
                .filter(comparison -> comparison.wrong().size() == fewest)
                .forEach(comparison -> {
                    text.append("\n    unlike \"")
                            .append(comparison.expectation().name())
                            .append("\":");
                    comparison
                            .wrong()
                            .forEach(wrong -> text.append("\n        ").append(wrong));
                });
        return text.toString();
    }

    private Reply reply(Expectation expectation, ClientRequest request) {
        IResponse answer = expectation.answer(url());
        Map<String, List<String>> headers = new LinkedHashMap<>(answer.getHeaders());
        headers.keySet().removeIf(name -> NOT_COPIED.contains(name.toLowerCase(Locale.ROOT)));
        byte[] body = answer.getBody().orEmpty();
        boolean ticket = request instanceof ClientCall call && call.action().equals(ApiParameters.TICKET);
        return new Reply(answer.getStatus(), headers, ticket ? uploadingHere(body) : body);
    }

    /** The contract's example names the cloud's own host, to which no test must upload. */
    private byte[] uploadingHere(byte[] body) {
        return new String(body, StandardCharsets.UTF_8)
                .replaceFirst("(\"Host\"\\s*:\\s*\")[^\"]*", "$1" + url())
                .replaceFirst("<Host>[^<]*", "<Host>" + url())
                .getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Demands that the client used every interaction that was named, and sent nothing else.
     *
     * @throws AssertionError that says what was not called, and what came and how it differs
     */
    public void verify() {
        List<String> reasons = reasons();
        if (!reasons.isEmpty()) {
            throw new AssertionError("The contract is not kept.\n- " + String.join("\n- ", reasons));
        }
    }

    private synchronized List<String> reasons() {
        List<String> reasons = new ArrayList<>();
        unmatched.forEach((why, times) -> reasons.add(times == 1 ? why : why + "\n    " + times + " times"));
        expected.stream().distinct().filter(waiting::contains).map(this::unused).forEach(reasons::add);
        return reasons;
    }

    private String unused(Expectation one) {
        int named = Collections.frequency(expected, one);
        int used = named - Collections.frequency(waiting, one);
        return used == 0
                ? "Never used: \"" + one.name() + "\""
                : "Used " + used + " of " + named + " times: \"" + one.name() + "\"";
    }

    /** Stops the server. It verifies nothing. */
    @Override
    public void close() {
        server.close();
    }

    @Override
    public String toString() {
        return "ContractMock at " + url() + " for "
                + expected.stream().map(Expectation::name).toList();
    }
}
