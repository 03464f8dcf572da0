package dev.otastub.contracts.kit;

import dev.otastub.core.Headers;
import dev.otastub.signature.Acs3CanonicalRequest;
import dev.otastub.signature.Digests;
import dev.otastub.signature.Parameters;
import dev.otastub.signature.RpcV1Signature;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Signs an RPC request in the framing that it has: it shows by itself whether it is signed by V1, in its query or its form
 * body, or by ACS3, in its headers. Only what is there gets another value.
 *
 * @param credentials whose request it is
 * @param when what it says of the time
 * @param nonce its nonce
 * @param authority the host that it is sent to, with a port that is not the scheme's own
 */
record Signing(Credentials credentials, Instant when, String nonce, String authority) {

    private static final String TOKEN_HEADER = "x-acs-security-token";
    private static final String TOKEN_PARAMETER = "SecurityToken";
    private static final Pattern SIGNED_HEADERS = Pattern.compile("SignedHeaders=([^,\\s]*)");

    Message sign(Message request) {
        return request.headers().first("Authorization").isPresent() ? byAcs3(request) : byV1(request);
    }

    private Message byV1(Message request) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("AccessKeyId", credentials.id());
        values.put("Timestamp", timestamp());
        values.put("SignatureNonce", nonce);
        credentials.token().ifPresent(token -> values.put(TOKEN_PARAMETER, token.value()));
        // The contracts' examples have no token, but temporary credentials are good for nothing without it.
        Message filled = Filling.withMore(
                Filling.withParameters(request, values),
                credentials
                        .token()
                        .map(token -> Map.of(TOKEN_PARAMETER, token.value()))
                        .orElse(Map.of()));
        String signature = RpcV1Signature.sign(
                credentials.secret(), RpcV1Signature.stringToSign(filled.method(), allParameters(filled)));
        return Filling.withParameters(filled, Map.of("Signature", signature));
    }

    private static Parameters allParameters(Message request) {
        Parameters query = Parameters.parse(request.query());
        return request.isForm()
                ? query.and(Parameters.parse(new String(request.body(), StandardCharsets.UTF_8)))
                : query;
    }

    private Message byAcs3(Message request) {
        String hash = Digests.sha256Hex(request.body());
        Map<String, String> values = new LinkedHashMap<>();
        values.put("x-acs-date", timestamp());
        values.put("x-acs-signature-nonce", nonce);
        values.put("x-acs-content-sha256", hash);
        credentials.token().ifPresent(token -> values.put(TOKEN_HEADER, token.value()));
        Headers headers = Filling.withHeaders(request.headers(), values);
        List<String> signed = new ArrayList<>(signedHeaders(headers));
        if (credentials.token().isPresent() && headers.first(TOKEN_HEADER).isEmpty()) {
            headers = headers.and(TOKEN_HEADER, credentials.token().get().value());
            signed.add(TOKEN_HEADER);
            signed.sort(null);
        }
        Acs3CanonicalRequest canonical = new Acs3CanonicalRequest(
                request.method(),
                request.path(),
                Parameters.parse(request.query()),
                headers.and("host", authority),
                signed,
                hash);
        String authorization = "ACS3-HMAC-SHA256 Credential=" + credentials.id() + ",SignedHeaders="
                + String.join(";", signed) + ",Signature="
                + Acs3CanonicalRequest.sign(credentials.secret(), canonical.stringToSign());
        return request.withHeaders(Filling.withHeaders(headers, Map.of("Authorization", authorization)));
    }

    /** Those that the example names; of an example that names none, all that must be signed. */
    private static List<String> signedHeaders(Headers headers) {
        Optional<String> named = headers.first("Authorization")
                .map(SIGNED_HEADERS::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1));
        if (named.isPresent()) {
            return List.of(named.get().toLowerCase(Locale.ROOT).split(";"));
        }
        List<String> all = new ArrayList<>(headers.namesWithPrefix("x-acs-"));
        all.add("host");
        all.sort(null);
        return all;
    }

    private String timestamp() {
        return when.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
