package dev.otastub.rpc;

import dev.otastub.core.HttpRequest;
import dev.otastub.signature.Parameters;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * A request of the RPC style, decoded. Any parameter may come in the query or in a form body; the query is read first.
 *
 * @param http the request as it came
 * @param query the parameters of the query
 * @param parameters the parameters of query and form body
 */
public record RpcRequest(HttpRequest http, Parameters query, Parameters parameters) {

    private static final String FORM = "application/x-www-form-urlencoded";

    static RpcRequest of(HttpRequest http) {
        Parameters query = Parameters.parse(http.query());
        return new RpcRequest(http, query, isForm(http) ? query.and(form(http)) : query);
    }

    /** Some clients send this content type without a body, even with GET. */
    private static boolean isForm(HttpRequest http) {
        String type = http.headers().first("Content-Type").orElse("");
        return type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(FORM);
    }

    private static Parameters form(HttpRequest http) {
        return Parameters.parse(new String(http.body(), StandardCharsets.UTF_8));
    }

    /** The value of a parameter; an empty one counts as absent, as the gateway has it (reported). */
    public Optional<String> parameter(String name) {
        return parameters.first(name).filter(value -> !value.isEmpty());
    }

    /** V1 sends the action as a parameter, ACS3 as a header; the legacy SDK sends both. */
    public Optional<String> action() {
        return parameter("Action").or(() -> header("x-acs-action"));
    }

    Optional<String> version() {
        return parameter("Version").or(() -> header("x-acs-version"));
    }

    Optional<String> header(String name) {
        return http.headers().first(name).map(String::strip).filter(value -> !value.isEmpty());
    }
}
