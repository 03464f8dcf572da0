package dev.otastub.contracts.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.stubbing.SubEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.otastub.contracts.kit.Judgement.Breach;
import dev.otastub.core.ErrorRow;
import dev.otastub.core.Headers;
import dev.otastub.multipart.MultipartType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request of a client as the stub's journal has it, and what became of it. Of a form the journal keeps the fields before the
 * file in their order, and the file's name; how long the body was it does not keep, only how the client announced it.
 *
 * @param number its place among the client's requests, from 1
 * @param at when it came, by the machine's clock
 * @param request the request
 * @param headers its headers
 * @param status the status of the answer
 * @param answer the answer's body
 * @param refusal why it was refused, if it was
 */
record Sighting(
        int number,
        Instant at,
        ClientRequest request,
        Headers headers,
        int status,
        String answer,
        Optional<Refused> refusal) {

    private static final String REFUSAL = "OTA_STUB_REFUSAL";
    private static final String ORDERED = "This refusal was ordered";
    private static final int LONGEST_REASON = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A refusal.
     *
     * @param cause the row of the error tables
     * @param ordered whether a test ordered it, so that the client did nothing wrong
     */
    record Refused(String cause, String code, String reason, boolean ordered) {

        static Refused of(SubEvent event) {
            Map<String, Object> data = event.getData();
            String reason = String.valueOf(data.get("reason"));
            return new Refused(
                    String.valueOf(data.get("cause")),
                    String.valueOf(data.get("code")),
                    reason,
                    reason.startsWith(ORDERED));
        }
    }

    static Sighting of(int number, ServeEvent event) {
        LoggedRequest logged = event.getRequest();
        Headers headers = headers(logged);
        return new Sighting(
                number,
                logged.getLoggedDate().toInstant(),
                request(logged, headers),
                headers,
                event.getResponse().getStatus(),
                new String(
                        Optional.ofNullable(event.getResponse().getBody()).orElseGet(() -> new byte[0]),
                        StandardCharsets.UTF_8),
                event.getSubEvents().stream()
                        .filter(sub -> sub.getType().equals(REFUSAL))
                        .findFirst()
                        .map(Refused::of));
    }

    private static ClientRequest request(LoggedRequest logged, Headers headers) {
        String[] url = logged.getUrl().split("\\?", 2);
        String method = logged.getMethod().getName();
        MultipartType type = MultipartType.of(headers.first("Content-Type").orElse(null));
        if (type.kind() != MultipartType.Kind.FORM) {
            return ClientCall.of(method, url[0], url.length < 2 ? "" : url[1], headers, logged.getBody());
        }
        try {
            return ClientUpload.of(method, url[0], type.boundary(), new ByteArrayInputStream(logged.getBody()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Headers headers(LoggedRequest logged) {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        for (HttpHeader header : logged.getHeaders().all()) {
            header.values().forEach(value -> fields.add(Map.entry(header.key(), value)));
        }
        return new Headers(fields);
    }

    Optional<ClientCall> call() {
        return request instanceof ClientCall call ? Optional.of(call) : Optional.empty();
    }

    Optional<ClientUpload> form() {
        return request instanceof ClientUpload form ? Optional.of(form) : Optional.empty();
    }

    /** Whether the client itself got it refused, for one of these causes. */
    boolean isRefusedFor(Set<? extends ErrorRow> causes) {
        return refusal.filter(why -> !why.ordered()
                        && causes.stream().anyMatch(row -> row.name().equals(why.cause())))
                .isPresent();
    }

    /** Whether it was refused, and no test ordered that. */
    boolean isRefusedByItself() {
        return refusal.filter(why -> !why.ordered()).isPresent();
    }

    /** Whether the cloud would have done what was asked. */
    boolean isAccepted() {
        return refusal.isEmpty();
    }

    /** A value of the answer, JSON or XML. */
    Optional<String> answered(String name) {
        return answer.startsWith("{") ? inJson(name) : inXml(name);
    }

    private Optional<String> inJson(String name) {
        try {
            return Optional.ofNullable(JSON.readTree(answer).findValue(name)).map(JsonNode::asText);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Optional<String> inXml(String name) {
        Matcher element =
                Pattern.compile("<" + name + ">([^<]*)</" + name + ">").matcher(answer);
        return element.find()
                ? Optional.of(element.group(1)
                        .replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&quot;", "\"")
                        .replace("&apos;", "'")
                        .replace("&amp;", "&"))
                : Optional.empty();
    }

    /** The request and what was wrong with it. */
    Breach because(String wrong) {
        return new Breach(Optional.of(number), "request " + number + " (" + request.summary() + "): " + wrong);
    }

    /** The request and why the stub refused it. */
    Breach becauseRefused() {
        return because(
                refusal.map(why -> why.code() + ": " + shortened(why.reason())).orElse(""));
    }

    private static String shortened(String reason) {
        return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + "...";
    }
}
