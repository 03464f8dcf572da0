package dev.otastub.wiremock;

import com.github.tomakehurst.wiremock.extension.ResponseTransformerV2;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import dev.otastub.core.HttpAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Lets the cloud answer where a stub mapping says so: the default mappings do, and a user's may. */
final class CloudTransformer implements ResponseTransformerV2 {

    /** The name by which a stub mapping asks for it. */
    static final String NAME = "ota-stub";

    /** A string to sign can be megabytes; the log has all of it, the journal would have to keep it. */
    private static final int LONGEST_REASON = 8 * 1024;

    private final Cloud cloud;
    private final Function<ServeEvent, Exchange> exchanges;
    private final AnswerLog log;
    private final boolean extraHeaders;
    private final FaultyDelivery faulty;

    /**
     * @param exchanges what a request that WireMock serves was before WireMock saw it
     * @param extraHeaders whether a refusal says why in a header of ours
     * @param faulty what becomes of answers for which a fault was ordered
     */
    CloudTransformer(
            Cloud cloud,
            Function<ServeEvent, Exchange> exchanges,
            AnswerLog log,
            boolean extraHeaders,
            FaultyDelivery faulty) {
        this.cloud = cloud;
        this.exchanges = exchanges;
        this.log = log;
        this.extraHeaders = extraHeaders;
        this.faulty = faulty;
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public boolean applyGlobally() {
        return false;
    }

    @Override
    public Response transform(Response response, ServeEvent serveEvent) {
        Exchange exchange = exchanges.apply(serveEvent);
        HttpAnswer answer = exchange.answeredBy(cloud);
        log.answer(exchange.request(), answer);
        answer.story()
                .refusal()
                .ifPresent(refusal -> serveEvent.appendSubEvent(
                        "OTA_STUB_REFUSAL",
                        Map.of(
                                "cause", refusal.row().name(),
                                "code", refusal.code(),
                                "reason", shortened(refusal.reason()))));
        boolean noBody = exchange.request().method().equals("HEAD");
        Response.Builder made =
                Response.Builder.like(response).status(answer.status()).headers(headers(answer, response));
        answer.delivery().ifPresent(delivery -> {
            faulty.prepare(delivery, exchange);
            delivery.spoiled().map(FaultyDelivery::fault).ifPresent(made::fault);
        });
        return noBody
                ? made.body(new byte[0]).build()
                : made.body(() -> open(answer)).build();
    }

    private static String shortened(String reason) {
        return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + "...";
    }

    /** The answer's own headers in place of WireMock's, after those that the user's mapping adds; its Date is the only one. */
    private HttpHeaders headers(HttpAnswer answer, Response response) {
        List<HttpHeader> headers = new ArrayList<>();
        response.getHeaders().all().stream()
                .filter(header -> !header.key().startsWith("Matched-Stub-"))
                .forEach(headers::add);
        boolean dated = response.getHeaders().getHeader(AnswerHeaders.DATE).isPresent();
        AnswerHeaders.of(answer, extraHeaders).fields().stream()
                .filter(field -> !(dated && field.getKey().equals(AnswerHeaders.DATE)))
                .forEach(field -> headers.add(new HttpHeader(field.getKey(), field.getValue())));
        return new HttpHeaders(headers);
    }

    private static InputStream open(HttpAnswer answer) {
        try {
            return answer.body().open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
