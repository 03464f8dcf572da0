package dev.otastub.oss;

import dev.otastub.core.ErrorRow;
import dev.otastub.core.Refusal;
import dev.otastub.oss.policy.PostPolicy;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/**
 * What OSS checks before it takes the file in, in the order in which it does: the first refusal wins. That the form is
 * read first and that a missing key is told before anything about signatures is reported; the rest of the order is
 * inferred from the families of OSS's error numbers.
 */
public enum PostObjectCheck {
    ENDPOINT_IS_NOT_SECOND_LEVEL(RequestRules::endpointIsNotSecondLevel),
    BUCKET_EXISTS(RequestRules::bucketExists),
    ENDPOINT_IS_THE_BUCKETS(RequestRules::endpointIsTheBuckets),
    BUCKET_IS_MEANT(RequestRules::bucketIsMeant),
    CONTENT_TYPE_IS_USABLE(RequestRules::contentTypeIsUsable),
    BODY_IS_MULTIPART(RequestRules::bodyIsMultipart),
    LENGTH_IS_KNOWN(RequestRules::lengthIsKnown),
    BODY_IS_UNDER_5_GB(RequestRules::bodyIsUnder5Gb),
    FORM_IS_WELL_FORMED(FormRules::formIsWellFormed),
    NO_FOREIGN_KMS_KEY_IS_SENT(FormRules::noForeignKmsKeyIsSent),
    FILE_IS_SENT(FormRules::fileIsSent),
    KEY_IS_SENT(FormRules::keyIsSent),
    SIGNATURE_VERSION_IS_KNOWN(SignatureRules::versionIsKnown),
    CREDENTIALS_ARE_SENT(SignatureRules::credentialsAreSent),
    POLICY_IS_SENT(SignatureRules::policyIsSent),
    ACCESS_KEY_ID_IS_SENT(SignatureRules::accessKeyIdIsSent),
    SIGNATURE_IS_SENT(SignatureRules::signatureIsSent),
    CREDENTIAL_IS_WELL_FORMED(SignatureRules::credentialIsWellFormed),
    DATE_IS_IN_WINDOW(SignatureRules::dateIsInWindow),
    ACCESS_KEY_IS_KNOWN(SignatureRules::accessKeyIsKnown),
    ACCESS_KEY_IS_ACTIVE(posting -> CredentialRules.accessKeyIsActive(posting.caller())),
    SECURITY_TOKEN_IS_VALID(SignatureRules::securityTokenIsValid),
    SIGNATURE_MATCHES(SignatureRules::signatureMatches),
    POLICY_IS_WELL_FORMED(posting -> posting.policy().refusal()),
    POLICY_IS_NOT_EXPIRED(posting ->
            posting.policyRefusal(p -> p.expiredAt(posting.form().request().arrived()))),
    CONDITIONS_HOLD(posting -> posting.policyRefusal(p -> p.unmet(posting))),
    V4_FIELDS_ARE_IN_POLICY(posting ->
            posting.policyRefusal((PostPolicy p) -> p.uncovered(posting.form().names()))),
    CALLER_MAY_WRITE(SignatureRules::callerMayWrite),
    OBJECT_IS_NOT_ANOTHERS(OwnershipRules::objectIsNotAnothers),
    OBJECT_NAME_IS_VALID(ObjectRules::nameIsValid),
    OBJECT_ACL_IS_VALID(ObjectRules::aclIsValid),
    STORAGE_CLASS_IS_VALID(ObjectRules::storageClassIsValid),
    ENCRYPTION_IS_VALID(ObjectRules::encryptionIsValid),
    METADATA_IS_WELL_FORMED(ObjectRules::metadataIsWellFormed),
    METADATA_IS_SMALL(ObjectRules::metadataIsSmall),
    HEADERS_ARE_SMALL(ObjectRules::headersAreSmall),
    NO_CALLBACK_IS_ASKED(CallbackRules::noCallbackIsAsked);

    private final Function<Posting, Optional<Refusal>> rule;

    PostObjectCheck(Function<Posting, Optional<Refusal>> rule) {
        this.rule = rule;
    }

    Optional<Refusal> refusal(Posting posting) {
        return rule.apply(posting);
    }

    /** The refusal for one cause, if there is cause for it. */
    static Optional<Refusal> refusalFor(ErrorRow row, Posting posting) {
        return Arrays.stream(values())
                .flatMap(check -> check.refusal(posting).stream())
                .filter(why -> why.row().equals(row))
                .findFirst();
    }

    /** The refusal of the first check that refuses. */
    static Optional<Refusal> firstRefusal(Posting posting) {
        for (PostObjectCheck check : values()) {
            Optional<Refusal> refusal = check.refusal(posting);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }
}
