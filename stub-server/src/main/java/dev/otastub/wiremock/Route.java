package dev.otastub.wiremock;

import com.github.tomakehurst.wiremock.extension.Parameters;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.matching.MatchResult;
import com.github.tomakehurst.wiremock.matching.RequestMatcherExtension;
import dev.otastub.core.HttpRequest;
import dev.otastub.oss.OssAddress;
import dev.otastub.oss.object.ObjectRequests;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** The three kinds of request, and the request matcher that tells them apart for the default mappings. */
enum Route {
    RPC(1, "IoT Platform's operations (RPC)"),
    POST_OBJECT(2, "OSS PostObject"),
    OBJECT(3, "OSS objects");

    private final UUID mappingId;
    private final String title;

    Route(int number, String what) {
        this.mappingId = new UUID(0x0d7a000000004000L, 0x8000000000000000L + number);
        this.title = "ota-stub: " + what;
    }

    /** The id of its default mapping, the same in every server. */
    UUID mappingId() {
        return mappingId;
    }

    /** The name of its default mapping. */
    String title() {
        return title;
    }

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

        private final Function<Request, Optional<Route>> routes;

        /** @param routes which of the default mappings answers a request, if any */
        Matcher(Function<Request, Optional<Route>> routes) {
            this.routes = routes;
        }

        @Override
        public String getName() {
            return NAME;
        }

        @Override
        public MatchResult match(Request request, Parameters parameters) {
            Object asked = parameters.get(PARAMETER);
            return MatchResult.of(routes.apply(request)
                    .filter(route -> route.name().equals(asked))
                    .isPresent());
        }
    }
}
