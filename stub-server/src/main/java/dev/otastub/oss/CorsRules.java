package dev.otastub.oss;

import dev.otastub.core.Headers;
import dev.otastub.core.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which web pages may call OSS: the CORS rules of every bucket, one and the same. Each rule names an origin, allows all
 * methods and request headers, and exposes what scripts need of an answer.
 *
 * @param origins exact origins, or with one {@code *} in them; none by default, as in the cloud
 * @see <a href="https://www.alibabacloud.com/help/en/oss/developer-reference/putbucketcors">PutBucketCors</a>
 */
public record CorsRules(List<String> origins) {

    /** No page may. */
    public static final CorsRules NONE = new CorsRules(List.of());

    private static final Set<String> METHODS = Set.of("GET", "PUT", "DELETE", "POST", "HEAD");
    private static final String EXPOSED = "ETag, x-oss-request-id, x-oss-hash-crc64ecma";
    private static final Pattern ORIGIN =
            Pattern.compile("\\*|[a-z][a-z0-9+.-]*://[^\\s/?#@]+", Pattern.CASE_INSENSITIVE);

    public CorsRules {
        origins = List.copyOf(origins);
        origins.forEach(CorsRules::requireOrigin);
    }

    private static void requireOrigin(String origin) {
        if (!ORIGIN.matcher(origin).matches() || origin.indexOf('*') != origin.lastIndexOf('*')) {
            throw new IllegalArgumentException(
                    "An origin is a scheme and a host, such as https://app.example.com, may have"
                            + " one * in it, and no path; or it is * alone. Got '" + origin + "'.");
        }
    }

    /** What the answer to a request carries, whatever it is; nothing if its origin may not call. */
    public Headers ofAnswer(String method, Headers request) {
        return allowed(request, method)
                .map(rule -> answered(rule, request, method))
                .orElse(Headers.NONE);
    }

    /** What the answer to a preflight carries that is allowed. */
    public Headers ofPreflight(Headers request) {
        String method = request.first("Access-Control-Request-Method").orElse("");
        Headers headers = allowed(request, method)
                .map(rule -> answered(rule, request, method))
                .orElse(Headers.NONE);
        return request.first("Access-Control-Request-Headers")
                .map(asked -> headers.and("Access-Control-Allow-Headers", asked))
                .orElse(headers);
    }

    private static Headers answered(String rule, Headers request, String method) {
        return Headers.of(
                "Access-Control-Allow-Origin",
                rule.equals("*") ? "*" : request.first("Origin").orElse(""),
                "Access-Control-Allow-Methods",
                method,
                "Access-Control-Expose-Headers",
                EXPOSED,
                "Access-Control-Max-Age",
                "0",
                "Vary",
                "Origin");
    }

    /** What a preflight lacks. */
    public Optional<Refusal> incomplete(Headers request) {
        if (request.first("Origin").isEmpty()) {
            return Optional.of(OssError.CORS_ORIGIN_MISSING.because("The preflight has no Origin header."));
        }
        return request.first("Access-Control-Request-Method").isEmpty()
                ? Optional.of(OssError.CORS_METHOD_MISSING.because(
                        "The preflight has no Access-Control-Request-Method header."))
                : Optional.empty();
    }

    /** Why a preflight is not allowed. */
    public Optional<Refusal> refusal(Headers request) {
        String origin = request.first("Origin").orElse("");
        String method = request.first("Access-Control-Request-Method").orElse("");
        if (origin.isEmpty() || method.isEmpty() || allowed(request, method).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                origins.isEmpty()
                        ? OssError.CORS_NOT_CONFIGURED.because(
                                "No web page may call the stub's OSS; name the page's origin by --cors-origin.")
                        : OssError.CORS_NOT_ALLOWED.because("The origin '" + origin + "' or the method '" + method
                                + "' is not allowed; allowed are " + String.join(", ", origins) + " with "
                                + METHODS.stream().sorted().collect(Collectors.joining(", ")) + "."));
    }

    /** The first rule that a request matches. */
    private Optional<String> allowed(Headers request, String method) {
        return request.first("Origin")
                .filter(origin -> METHODS.contains(method))
                .flatMap(origin ->
                        origins.stream().filter(rule -> matches(rule, origin)).findFirst());
    }

    private static boolean matches(String rule, String origin) {
        int star = rule.indexOf('*');
        if (star < 0) {
            return rule.equals(origin);
        }
        String before = rule.substring(0, star);
        String after = rule.substring(star + 1);
        return origin.length() >= before.length() + after.length()
                && origin.startsWith(before)
                && origin.endsWith(after);
    }
}
