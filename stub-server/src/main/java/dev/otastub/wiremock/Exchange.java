package dev.otastub.wiremock;

import dev.otastub.core.HttpAnswer;
import dev.otastub.core.HttpRequest;
import dev.otastub.oss.OssAddress;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way through WireMock. WireMock matches on a view of it; whoever answers for the cloud finds here what
 * the client really sent. The way from the filter to the transformers is one thread's.
 */
final class Exchange {

    private static final ThreadLocal<Exchange> CURRENT = new ThreadLocal<>();

    private final HttpRequest request;
    private final Optional<OssAddress> address;
    private final Function<Cloud, HttpAnswer> question;
    private final Optional<LazyBody> in;
    private @Nullable HttpAnswer answer;

    /** Of a request that was read to its end. */
    Exchange(HttpRequest request, Optional<OssAddress> address, Function<Cloud, HttpAnswer> question) {
        this(request, address, question, Optional.empty());
    }

    /**
     * @param question how the cloud is asked, should no stub mapping of the user's answer
     * @param in the request's body, as far as it was not read yet
     */
    Exchange(
            HttpRequest request,
            Optional<OssAddress> address,
            Function<Cloud, HttpAnswer> question,
            Optional<LazyBody> in) {
        this.request = request;
        this.address = address;
        this.question = question;
        this.in = in;
    }

    static void begin(Exchange exchange) {
        CURRENT.set(exchange);
    }

    static void end() {
        CURRENT.remove();
    }

    /** The exchange that this thread is at, if it is at one. */
    static Optional<Exchange> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    HttpRequest request() {
        return request;
    }

    Optional<OssAddress> address() {
        return address;
    }

    /** Asks the cloud, and remembers that it was asked. */
    HttpAnswer answeredBy(Cloud cloud) {
        HttpAnswer made = question.apply(cloud);
        answer = made;
        return made;
    }

    /** The cloud's answer, if it was asked. */
    Optional<HttpAnswer> answer() {
        return Optional.ofNullable(answer);
    }

    /** Reads and drops what the client still sends, unless it waits for being told to. */
    void readRest() {
        in.filter(body -> !body.isHeldBack()).ifPresent(body -> Drain.rest(body, Drain.LONG));
    }

    /** Whether the cloud was asked; if not, a stub mapping of the user's answered. */
    boolean isAnswered() {
        return answer != null;
    }

    /** The answer was sent: what it holds can go. */
    void finish() {
        if (answer != null) {
            answer.body().release();
        }
    }
}
