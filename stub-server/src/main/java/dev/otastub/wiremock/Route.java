package dev.otastub.wiremock;

import com.github.tomakehurst.wiremock.extension.Parameters;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.matching.MatchResult;
import com.github.tomakehurst.wiremock.matching.RequestMatcherExtension;
import dev.otastub.core.Headers;
import dev.otastub.core.HttpRequest;
import dev.otastub.oss.Addressing;
import dev.otastub.oss.OssAddress;
import dev.otastub.oss.object.ObjectRequests;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The three kinds of request, and the request matcher that tells them apart for the default mappings. */
enum Route {
    RPC,
    POST_OBJECT,
    OBJECT;

    static Route of(HttpRequest request, Optional<OssAddress> address) {
        if (address.isEmpty()) {
            return RPC;
        }
        return request.method().equals("POST") && !ObjectRequests.namesSubresource(request) ? POST_OBJECT : OBJECT;
    }

    /** Matches the requests of the route named by the parameter {@code route}. */
    static final class Matcher extends RequestMatcherExtension {

        static final String NAME = "ota-stub-route";
        static final String PARAMETER = "route";

        private final Addressing addressing;

        Matcher(Addressing addressing) {
            this.addressing = addressing;
        }

        @Override
        public String getName() {
            return NAME;
        }

        @Override
        public MatchResult match(Request request, Parameters parameters) {
            return MatchResult.of(route(request).name().equals(parameters.get(PARAMETER)));
        }

        /** During an exchange the route is known; the journal is searched later, by what it holds. */
        private Route route(Request request) {
            return Exchange.current()
                    .map(exchange -> of(exchange.request(), exchange.address()))
                    .orElseGet(() -> ofJournal(request));
        }

        private Route ofJournal(Request request) {
            String[] url = request.getUrl().split("\\?", 2);
            HttpRequest journaled = new HttpRequest(
                    request.getMethod().getName(),
                    "http",
                    Optional.ofNullable(request.getHost()).orElse(""),
                    url[0],
                    url.length > 1 ? url[1] : "",
                    headers(request),
                    new byte[0],
                    Instant.EPOCH);
            return of(journaled, addressing.of(journaled));
        }

        /** A request that somebody asks the near misses of need not have any headers, not even none. */
        private static Headers headers(Request request) {
            return Optional.ofNullable(request.getHeaders())
                    .map(headers -> new Headers(headers.all().stream()
                            .filter(HttpHeader::isPresent)
                            .map(header -> Map.entry(header.key(), header.firstValue()))
                            .toList()))
                    .orElse(Headers.NONE);
        }
    }
}
