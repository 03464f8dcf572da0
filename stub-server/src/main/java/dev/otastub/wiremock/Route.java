package dev.otastub.wiremock;

import com.github.tomakehurst.wiremock.extension.Parameters;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.matching.MatchResult;
import com.github.tomakehurst.wiremock.matching.RequestMatcherExtension;
import dev.otastub.oss.Addressing;
import dev.otastub.oss.OssAddress;
import java.util.Optional;

/** The three kinds of request, and the request matcher that tells them apart for the default mappings. */
enum Route {
    RPC,
    POST_OBJECT,
    OBJECT;

    static Route of(String method, Optional<OssAddress> address) {
        if (address.isEmpty()) {
            return RPC;
        }
        return method.equals("POST") ? POST_OBJECT : OBJECT;
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
                    .map(exchange -> of(exchange.request().method(), exchange.address()))
                    .orElseGet(() -> of(request.getMethod().getName(), address(request)));
        }

        private Optional<OssAddress> address(Request request) {
            String path = request.getUrl().split("\\?", 2)[0];
            return addressing.of(
                    request.getMethod().getName(),
                    Optional.ofNullable(request.getHost()).orElse(""),
                    path,
                    contentType(request));
        }

        /** A request that somebody asks the near misses of need not have any headers, not even none. */
        private static Optional<String> contentType(Request request) {
            return Optional.ofNullable(request.getHeaders())
                    .map(headers -> headers.getHeader("Content-Type"))
                    .filter(HttpHeader::isPresent)
                    .map(HttpHeader::firstValue);
        }
    }
}
