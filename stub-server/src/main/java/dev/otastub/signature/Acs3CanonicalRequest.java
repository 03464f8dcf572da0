package dev.otastub.signature;

import dev.otastub.core.Headers;
import dev.otastub.core.Secret;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What ACS3-HMAC-SHA256 (signature version 3) signs. Which headers are signed is the caller's choice: one SDK leaves
 * {@code host} out, another adds {@code content-type}.
 *
 * @param method the method, as sent
 * @param path the path, as sent
 * @param query the parameters of the query, decoded; those of a form body are not among them
 * @param headers all headers of the request
 * @param signedHeaders the names in {@code SignedHeaders}, in its order
 * @param payloadHash SHA-256 of the body in lower-case hex
 * @see <a href="https://www.alibabacloud.com/help/en/sdk/product-overview/v3-request-structure-and-signature">Request
 *     structure and signature, V3</a>
 */
public record Acs3CanonicalRequest(
        String method, String path, Parameters query, Headers headers, List<String> signedHeaders, String payloadHash) {

    public Acs3CanonicalRequest {
        signedHeaders = signedHeaders.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
    }

    /** The canonical request itself. */
    public String text() {
        return String.join(
                "\n",
                method,
                path,
                query.sorted().encoded(),
                canonicalHeaders(),
                String.join(";", signedHeaders),
                payloadHash);
    }

    public String stringToSign() {
        return "ACS3-HMAC-SHA256\n" + Digests.sha256Hex(Digests.utf8(text()));
    }

    public static String sign(Secret secret, String stringToSign) {
        return Digests.hex(Digests.hmacSha256(Digests.utf8(secret.value()), stringToSign));
    }

    private String canonicalHeaders() {
        return signedHeaders.stream()
                .map(name -> name + ":" + SignedHeader.value(headers, name) + "\n")
                .collect(Collectors.joining());
    }
}
