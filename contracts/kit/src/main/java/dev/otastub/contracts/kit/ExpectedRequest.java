package dev.otastub.contracts.kit;

import au.com.dius.pact.core.model.HttpRequest;
import dev.otastub.multipart.MultipartType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The request of an interaction, and how a client's request is brought into its form. */
sealed interface ExpectedRequest permits ExpectedCall, ExpectedUpload {

    static ExpectedRequest of(HttpRequest request) {
        return MultipartType.of(header(request, "Content-Type").orElse(null)).kind() == MultipartType.Kind.FORM
                ? ExpectedUpload.of(request)
                : ExpectedCall.of(request);
    }

    static Optional<String> header(HttpRequest request, String name) {
        return request.getHeaders().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .flatMap(List::stream)
                .findFirst();
    }

    /** What it calls, for a person. */
    String operation();

    /** Empty if the client's request is of another kind altogether. */
    Optional<Adapted> adapt(ClientRequest request);
}
