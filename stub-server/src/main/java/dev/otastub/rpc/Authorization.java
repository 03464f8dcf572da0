package dev.otastub.rpc;

import dev.otastub.core.Refusal;
import dev.otastub.core.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The common parameters that prove who calls, wherever the dialect puts them. Nothing here is checked: an absent value
 * is empty, and the gateway's checks decide what follows.
 */
sealed interface Authorization permits V1, Acs3 {

    /** ACS3 has an Authorization header. Without one, an action that only a header names is ACS3 too, but unsigned. */
    static Authorization of(RpcRequest request) {
        boolean headerNamesAction = request.header("x-acs-action").isPresent()
                && request.parameter("Action").isEmpty();
        boolean signedByParameters = request.parameter("Signature").isPresent()
                || request.parameter("AccessKeyId").isPresent();
        boolean signedByHeader = request.header("Authorization").orElse("").startsWith("ACS3-");
        return signedByHeader || headerNamesAction && !signedByParameters ? Acs3.of(request) : new V1(request);
    }

    /** The format of the answer if none was asked for. */
    ResponseFormat defaultFormat();

    /** The common parameters that the dialect requires, by V1's names, in the order of the documentation. */
    List<Given> required();

    Optional<String> accessKeyId();

    Optional<String> securityToken();

    /** Whether the caller asks for another kind of signature, such as BEARERTOKEN. */
    Optional<String> signatureType();

    Optional<String> signatureMethod();

    /** The one method that the dialect knows here. */
    String knownSignatureMethod();

    /** Empty where the dialect has none. */
    Optional<String> signatureVersion();

    Optional<String> timestamp();

    Optional<String> nonce();

    /** What an answer says of what was signed, by the names of placeholders. */
    Map<String, String> signed();

    /** Refuses a signature that lacks what is needed to check it. */
    Optional<Refusal> incompleteness();

    /** Refuses a body that is not the one that was signed. */
    Optional<Refusal> bodyMismatch();

    /** Refuses a signature that the secret does not give. */
    Optional<Refusal> mismatch(Secret secret);

    /**
     * A common parameter.
     *
     * @param name its name
     * @param value what came; empty if nothing did
     */
    record Given(String name, Optional<String> value) {}
}
