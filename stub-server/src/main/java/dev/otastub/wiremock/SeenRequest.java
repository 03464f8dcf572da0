package dev.otastub.wiremock;

import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.Request;
import dev.otastub.core.Headers;
import dev.otastub.core.HttpRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request as WireMock saw it, where none of ours was before it: in its journal, and on servers of other people. */
final class SeenRequest {

    private SeenRequest() {}

    static HttpRequest withoutBody(Request request, Instant arrived) {
        return of(request, new byte[0], arrived);
    }

    /** WireMock has unpacked a body that was gzip; no SDK sends one. */
    static HttpRequest whole(Request request, Instant arrived) {
        return of(request, Optional.ofNullable(request.getBody()).orElseGet(() -> new byte[0]), arrived);
    }

    private static HttpRequest of(Request request, byte[] body, Instant arrived) {
        String url = request.getUrl();
        int question = url.indexOf('?');
        Headers headers = headers(request);
        return new HttpRequest(
                request.getMethod().getName(),
                Optional.ofNullable(request.getScheme()).orElse("http"),
                headers.first("Host").orElseGet(() -> authority(request)),
                question < 0 ? url : url.substring(0, question),
                question < 0 ? "" : url.substring(question + 1),
                headers,
                body,
                arrived);
    }

    /** A request that somebody asks the near misses of need not have any headers, not even none. */
    private static Headers headers(Request request) {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        Optional.ofNullable(request.getHeaders())
                .ifPresent(headers -> headers.all().stream()
                        .filter(HttpHeader::isPresent)
                        .forEach(header ->
                                header.values().forEach(value -> fields.add(Map.entry(header.key(), value)))));
        return new Headers(fields);
    }

    /** What stands for the Host header, which HTTP/2 does not have. */
    private static String authority(Request request) {
        String host = Optional.ofNullable(request.getHost()).orElse("");
        int usual = "https".equals(request.getScheme()) ? 443 : 80;
        return request.getPort() == usual || request.getPort() < 0 ? host : host + ":" + request.getPort();
    }
}
