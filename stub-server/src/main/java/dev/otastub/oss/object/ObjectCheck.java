package dev.otastub.oss.object;

import dev.otastub.core.ErrorRow;
import dev.otastub.core.Refusal;
import dev.otastub.oss.CredentialRules;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/**
 * What OSS checks of a request about objects, in order; the order is inferred. Of a body that comes with the request,
 * nothing has been read when these are asked.
 */
public enum ObjectCheck {
    ENDPOINT_IS_NOT_SECOND_LEVEL(CallRules::endpointIsNotSecondLevel),
    OPERATION_IS_EMULATED(CallRules::operationIsEmulated),
    BUCKET_EXISTS(CallRules::bucketExists),
    ENDPOINT_IS_THE_BUCKETS(CallRules::endpointIsTheBuckets),
    PREFLIGHT_IS_COMPLETE(PreflightRules::preflightIsComplete),
    ORIGIN_IS_ALLOWED(PreflightRules::originIsAllowed),
    SIGNATURE_IS_SENT(CallRules::signatureIsSent),
    OVERRIDES_ARE_SIGNED(CallRules::overridesAreSigned),
    AUTHORIZATION_IS_READABLE(AuthorizationRules::authorizationIsReadable),
    V4_AUTHORIZATION_IS_COMPLETE(V4Rules::authorizationIsComplete),
    V4_CREDENTIAL_IS_SOUND(V4Rules::credentialIsSound),
    V4_BODY_IS_UNSIGNED(V4Rules::bodyIsUnsigned),
    ACCESS_KEY_IS_KNOWN(AuthorizationRules::accessKeyIsKnown),
    ACCESS_KEY_IS_ACTIVE(call -> CredentialRules.accessKeyIsActive(call.caller())),
    SECURITY_TOKEN_IS_VALID(AuthorizationRules::securityTokenIsValid),
    TIME_IS_FRESH(AuthorizationRules::timeIsFresh),
    V4_DATE_IS_OF_THE_CREDENTIALS_DAY(V4Rules::dateIsOfTheCredentialsDay),
    SIGNATURE_MATCHES(AuthorizationRules::signatureMatches),
    CALLER_MAY_DO_THIS(CallRules::callerMayDoThis),
    MAX_KEYS_IS_IN_RANGE(ListRules::maxKeysIsInRange),
    ENCODING_TYPE_IS_KNOWN(ListRules::encodingTypeIsKnown),
    CONTINUATION_TOKEN_IS_OURS(ListRules::continuationTokenIsOurs),
    LENGTH_IS_KNOWN(PutRules::lengthIsKnown),
    BODY_IS_WITHIN_5_GB(PutRules::bodyIsWithin5Gb),
    CONTENT_MD5_IS_WELL_FORMED(PutRules::contentMd5IsWellFormed),
    OBJECT_NAME_IS_VALID(PutRules::nameIsValid),
    OBJECT_ACL_IS_VALID(PutRules::aclIsValid),
    STORAGE_CLASS_IS_VALID(PutRules::storageClassIsValid),
    ENCRYPTION_IS_VALID(PutRules::encryptionIsValid),
    METADATA_IS_WELL_FORMED(PutRules::metadataIsWellFormed),
    METADATA_IS_SMALL(PutRules::metadataIsSmall),
    HEADERS_ARE_SMALL(PutRules::headersAreSmall),
    OBJECT_MAY_BE_REPLACED(PutRules::objectMayBeReplaced),
    OBJECT_EXISTS(CallRules::objectExists),
    PRECONDITIONS_HOLD(Preconditions::refusal),
    RANGE_IS_SATISFIABLE(ByteRange::refusal);

    private final Function<ObjectCall, Optional<Refusal>> rule;

    ObjectCheck(Function<ObjectCall, Optional<Refusal>> rule) {
        this.rule = rule;
    }

    Optional<Refusal> refusal(ObjectCall call) {
        return rule.apply(call);
    }

    /** The refusal for one cause, if there is cause for it. */
    static Optional<Refusal> refusalFor(ErrorRow row, ObjectCall call) {
        return Arrays.stream(values())
                .flatMap(check -> check.refusal(call).stream())
                .filter(why -> why.row().equals(row))
                .findFirst();
    }

    /** The refusal of the first check that refuses. */
    static Optional<Refusal> firstRefusal(ObjectCall call) {
        for (ObjectCheck check : values()) {
            Optional<Refusal> refusal = check.refusal(call);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }
}
