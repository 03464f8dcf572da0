package dev.otastub.rpc;

import dev.otastub.core.Refusal;
import dev.otastub.core.Secret;
import dev.otastub.signature.ConstantTime;
import dev.otastub.signature.RpcV1Signature;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Signature version 1.0: everything is a parameter.
 *
 * @param request the request
 */
record V1(RpcRequest request) implements Authorization {

    @Override
    public ResponseFormat defaultFormat() {
        return ResponseFormat.XML;
    }

    @Override
    public List<Given> required() {
        return List.of(
                new Given("AccessKeyId", accessKeyId()),
                new Given("Signature", request.parameter("Signature")),
                new Given("SignatureMethod", signatureMethod()),
                new Given("Timestamp", timestamp()),
                new Given("SignatureVersion", signatureVersion()),
                new Given("SignatureNonce", nonce()));
    }

    @Override
    public Optional<String> accessKeyId() {
        return request.parameter("AccessKeyId");
    }

    @Override
    public Optional<String> securityToken() {
        return request.parameter("SecurityToken");
    }

    @Override
    public Optional<String> signatureType() {
        return request.parameter("SignatureType");
    }

    @Override
    public Optional<String> signatureMethod() {
        return request.parameter("SignatureMethod");
    }

    @Override
    public String knownSignatureMethod() {
        return "HMAC-SHA1";
    }

    @Override
    public Optional<String> signatureVersion() {
        return request.parameter("SignatureVersion");
    }

    @Override
    public Optional<String> timestamp() {
        return request.parameter("Timestamp");
    }

    @Override
    public Optional<String> nonce() {
        return request.parameter("SignatureNonce");
    }

    @Override
    public Map<String, String> signed() {
        return Map.of("StringToSign", RpcV1Signature.stringToSign(request.http().method(), request.parameters()));
    }

    @Override
    public Optional<Refusal> incompleteness() {
        return Optional.empty();
    }

    @Override
    public Optional<Refusal> bodyMismatch() {
        return Optional.empty();
    }

    /**
     * SDKs differ in whether they sign empty parameters, and the cloud takes both. The legacy SDK signs them, and
     * compares its own string to sign with the one in the message, to the message's end.
     */
    @Override
    public Optional<Refusal> mismatch(Secret secret) {
        String method = request.http().method();
        String stringToSign = RpcV1Signature.stringToSign(method, request.parameters());
        if (matches(secret, stringToSign)
                || matches(secret, RpcV1Signature.stringToSignWithoutEmpty(method, request.parameters()))) {
            return Optional.empty();
        }
        return Optional.of(GatewayError.V1_SIGNATURE_MISMATCH.because(
                "The signature is not that of this string to sign under the secret of the access key; either the secret"
                        + " is wrong, or the client signed something else than it sent. String to sign: "
                        + stringToSign,
                signed()));
    }

    private boolean matches(Secret secret, String stringToSign) {
        String given = request.parameter("Signature").orElse("");
        return ConstantTime.equal(RpcV1Signature.sign(secret, stringToSign), given);
    }
}
