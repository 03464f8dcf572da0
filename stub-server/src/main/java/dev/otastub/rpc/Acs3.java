package dev.otastub.rpc;

import dev.otastub.core.Headers;
import dev.otastub.core.HttpRequest;
import dev.otastub.core.Refusal;
import dev.otastub.core.Secret;
import dev.otastub.signature.Acs3CanonicalRequest;
import dev.otastub.signature.ConstantTime;
import dev.otastub.signature.Digests;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Signature version 3: an Authorization header, and common parameters in headers that begin with {@code x-acs-}.
 *
 * @param request the request
 * @param algorithm what the Authorization header begins with; empty if there is none
 * @param parts Credential, SignedHeaders and Signature, by name, for SDKs put them in different orders
 * @see <a href="https://www.alibabacloud.com/help/en/sdk/product-overview/v3-request-structure-and-signature">Request
 *     structure and signature, V3</a>
 */
record Acs3(RpcRequest request, String algorithm, Map<String, String> parts) implements Authorization {

    Acs3 {
        parts = Map.copyOf(parts);
    }

    static Acs3 of(RpcRequest request) {
        String[] halves = request.header("Authorization").orElse("").split(" ", 2);
        Map<String, String> parts = new HashMap<>();
        for (String part : (halves.length < 2 ? "" : halves[1]).split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                parts.put(
                        part.substring(0, equals).strip(),
                        part.substring(equals + 1).strip());
            }
        }
        return new Acs3(request, halves[0], parts);
    }

    @Override
    public ResponseFormat defaultFormat() {
        return ResponseFormat.JSON;
    }

    /** One page calls the nonce optional; the others, and all SDKs, do not. */
    @Override
    public List<Given> required() {
        return List.of(
                new Given("AccessKeyId", accessKeyId()),
                new Given("Signature", part("Signature")),
                new Given("Timestamp", timestamp()),
                new Given("SignatureNonce", nonce()));
    }

    @Override
    public Optional<String> accessKeyId() {
        return part("Credential");
    }

    @Override
    public Optional<String> securityToken() {
        return request.header("x-acs-security-token").or(() -> request.parameter("SecurityToken"));
    }

    @Override
    public Optional<String> signatureType() {
        return request.header("x-acs-signature-type")
                .or(() -> request.parameter("SignatureType"))
                .or(() -> request.header("x-acs-bearer-token").map(token -> "BEARERTOKEN"));
    }

    @Override
    public Optional<String> signatureMethod() {
        return Optional.of(algorithm).filter(name -> !name.isEmpty());
    }

    @Override
    public String knownSignatureMethod() {
        return "ACS3-HMAC-SHA256";
    }

    @Override
    public Optional<String> signatureVersion() {
        return Optional.empty();
    }

    @Override
    public Optional<String> timestamp() {
        return request.header("x-acs-date");
    }

    @Override
    public Optional<String> nonce() {
        return request.header("x-acs-signature-nonce");
    }

    @Override
    public Map<String, String> signed() {
        Acs3CanonicalRequest canonical = canonicalRequest();
        return Map.of("StringToSign", canonical.stringToSign(), "CanonicalRequest", canonical.text());
    }

    @Override
    public Optional<Refusal> incompleteness() {
        if (part("SignedHeaders").isPresent()) {
            return Optional.empty();
        }
        return Optional.of(GatewayError.INCOMPLETE_SIGNATURE.because(
                "The Authorization header names no SignedHeaders, so nobody can tell what was signed.", signed()));
    }

    @Override
    public Optional<Refusal> bodyMismatch() {
        String given = request.header("x-acs-content-sha256").orElse("");
        if (ConstantTime.equal(bodyHash(), given)) {
            return Optional.empty();
        }
        return Optional.of(GatewayError.ACS3_BODY_MISMATCH.because(
                "x-acs-content-sha256 is '" + given + "', but the body that arrived has " + bodyHash() + ".",
                signed()));
    }

    @Override
    public Optional<Refusal> mismatch(Secret secret) {
        String expected = Acs3CanonicalRequest.sign(secret, canonicalRequest().stringToSign());
        if (ConstantTime.equal(expected, part("Signature").orElse(""))) {
            return Optional.empty();
        }
        return Optional.of(GatewayError.ACS3_SIGNATURE_MISMATCH.because(
                "The signature is not that of this canonical request under the secret of the access key; either the"
                        + " secret is wrong, or the client signed something else than it sent. Canonical request: "
                        + canonicalRequest().text(),
                signed()));
    }

    private Acs3CanonicalRequest canonicalRequest() {
        HttpRequest http = request.http();
        Headers headers = http.headers();
        return new Acs3CanonicalRequest(
                http.method(),
                http.path(),
                request.query(),
                headers.first("Host").isPresent() ? headers : headers.and("Host", http.host()),
                List.of(part("SignedHeaders").orElse("").split(";")),
                bodyHash());
    }

    private String bodyHash() {
        return Digests.sha256Hex(request.http().body());
    }

    private Optional<String> part(String name) {
        return Optional.ofNullable(parts.get(name)).filter(value -> !value.isEmpty());
    }
}
