package dev.otastub.contracts.kit;

import au.com.dius.pact.core.model.IRequest;
import dev.otastub.core.Headers;
import dev.otastub.signature.Parameter;
import dev.otastub.signature.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One HTTP request, whoever sends it and whatever to.
 *
 * @param method the method
 * @param path the path, still percent-encoded
 * @param query the query, still percent-encoded, without its question mark; empty if there is none
 * @param headers the header fields, without those that say where to and how: Host, Content-Length
 * @param body the body; empty if there is none
 */
public record Message(String method, String path, String query, Headers headers, byte[] body) {

    /** The example request of an interaction. */
    public static Message of(IRequest example) {
        List<Parameter> query = new ArrayList<>();
        example.getQuery()
                .forEach((name, values) ->
                        values.forEach(value -> query.add(new Parameter(name, value == null ? "" : value))));
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        example.getHeaders().forEach((name, values) -> headers.add(Map.entry(name, String.join(", ", values))));
        return new Message(
                example.getMethod(),
                example.getPath(),
                new Parameters(query).encoded(),
                new Headers(headers),
                example.getBody().orEmpty());
    }

    Message withQuery(String other) {
        return new Message(method, path, other, headers, body);
    }

    Message withHeaders(Headers others) {
        return new Message(method, path, query, others, body);
    }

    Message withBody(byte[] other) {
        return new Message(method, path, query, headers, other);
    }

    boolean isMultipart() {
        return hasType("multipart/form-data");
    }

    boolean isForm() {
        return hasType("application/x-www-form-urlencoded");
    }

    private boolean hasType(String type) {
        return headers.first("Content-Type")
                .filter(value -> value.regionMatches(true, 0, type, 0, type.length()))
                .isPresent();
    }
}
