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
    private @Nullable HttpAnswer answer;

    /** @param question how the cloud is asked, should no stub mapping of the user's answer */
    Exchange(HttpRequest request, Optional<OssAddress> address, Function<Cloud, HttpAnswer> question) {
        this.request = request;
        this.address = address;
        this.question = question;
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
