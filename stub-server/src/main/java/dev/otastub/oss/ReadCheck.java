package dev.otastub.oss;

import dev.otastub.core.Refusal;
import java.util.Optional;
import java.util.function.Function;

/** What OSS checks before it gives an object out, in order; the order is inferred. */
public enum ReadCheck {
    ENDPOINT_IS_NOT_SECOND_LEVEL(ReadRules::endpointIsNotSecondLevel),
    METHOD_IS_EMULATED(ReadRules::methodIsEmulated),
    BUCKET_EXISTS(ReadRules::bucketExists),
    ENDPOINT_IS_THE_BUCKETS(ReadRules::endpointIsTheBuckets),
    OBJECT_IS_MEANT(ReadRules::objectIsMeant),
    SIGNATURE_IS_SENT(ReadRules::signatureIsSent),
    AUTHORIZATION_IS_READABLE(ReadRules::authorizationIsReadable),
    ACCESS_KEY_IS_KNOWN(ReadRules::accessKeyIsKnown),
    ACCESS_KEY_IS_ACTIVE(reading -> SignatureRules.accessKeyIsActive(reading.caller())),
    SECURITY_TOKEN_IS_VALID(ReadRules::securityTokenIsValid),
    TIME_IS_FRESH(ReadRules::timeIsFresh),
    SIGNATURE_MATCHES(ReadRules::signatureMatches),
    CALLER_MAY_READ(ReadRules::callerMayRead),
    OBJECT_EXISTS(ReadRules::objectExists);

    private final Function<Reading, Optional<Refusal>> rule;

    ReadCheck(Function<Reading, Optional<Refusal>> rule) {
        this.rule = rule;
    }

    Optional<Refusal> refusal(Reading reading) {
        return rule.apply(reading);
    }
}
