package dev.otastub.oss;

import static dev.otastub.oss.OssErrorRow.argument;
import static dev.otastub.oss.RequestRules.refuseIf;

import dev.otastub.account.Caller;
import dev.otastub.core.Refusal;
import dev.otastub.oss.PostAuthorization.Version1;
import dev.otastub.oss.PostAuthorization.Version4;
import dev.otastub.signature.ConstantTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Rules on who signed the policy. */
final class SignatureRules {

    /** The page allows a form to be used up to 7 days after its x-oss-date, and 15 minutes before it. */
    private static final Duration OLDEST = Duration.ofDays(7);

    private static final Duration FARTHEST_AHEAD = Duration.ofMinutes(15);

    private SignatureRules() {}

    static Optional<Refusal> versionIsKnown(Posting posting) {
        return posting.form()
                .field("x-oss-signature-version")
                .filter(version -> !version.equals(PostAuthorization.V4))
                .map(version -> PostObjectError.SIGNATURE_VERSION_UNKNOWN.because(
                        "x-oss-signature-version is '" + version + "'; the stub knows " + PostAuthorization.V4
                                + ", and version 1 when the field is absent.",
                        argument("x-oss-signature-version", version)));
    }

    static Optional<Refusal> credentialsAreSent(Posting posting) {
        return refuseIf(
                posting.authorization() instanceof Version1 v1 && v1.isAnonymous(),
                PostObjectError.ANONYMOUS_DENIED.because(
                        "The form has none of OSSAccessKeyId, policy and Signature, and the bucket is private."));
    }

    static Optional<Refusal> policyIsSent(Posting posting) {
        return missing(posting.authorization().policy(), PostObjectError.POLICY_MISSING, "policy");
    }

    static Optional<Refusal> accessKeyIdIsSent(Posting posting) {
        if (posting.authorization() instanceof Version4) {
            return missing(
                    posting.form().field("x-oss-credential"),
                    PostObjectError.ACCESS_KEY_ID_MISSING,
                    "x-oss-credential");
        }
        Optional<String> id = posting.authorization().accessKeyId();
        return missing(id, PostObjectError.ACCESS_KEY_ID_MISSING, "OSSAccessKeyId")
                .or(() -> empty(id, PostObjectError.ACCESS_KEY_ID_EMPTY, "OSSAccessKeyId"));
    }

    static Optional<Refusal> signatureIsSent(Posting posting) {
        String name = posting.authorization() instanceof Version4 ? "x-oss-signature" : "Signature";
        Optional<String> signature = posting.authorization().signature();
        return missing(signature, PostObjectError.SIGNATURE_MISSING, name)
                .or(() -> empty(signature, PostObjectError.SIGNATURE_EMPTY, name));
    }

    static Optional<Refusal> credentialIsWellFormed(Posting posting) {
        return posting.authorization() instanceof Version4 v4 ? credentialRefusal(v4) : Optional.empty();
    }

    private static Optional<Refusal> credentialRefusal(Version4 v4) {
        String text = v4.form().field("x-oss-credential").orElse("");
        Map<String, String> details = argument("x-oss-credential", text);
        Optional<V4Credential> credential = v4.credential();
        if (credential.isEmpty()) {
            return Optional.of(PostObjectError.V4_CREDENTIAL_MALFORMED.because(
                    "x-oss-credential is '" + text
                            + "'; expected <access key id>/<yyyymmdd>/<region>/oss/aliyun_v4_request.",
                    details));
        }
        V4Credential parts = credential.get();
        details.putAll(credentialDetails(parts));
        return refuseIf(
                        !parts.hasSoundAccessKeyId(),
                        PostObjectError.V4_CREDENTIAL_ACCESS_KEY_ID_INVALID.because(
                                "The access key id in x-oss-credential has characters that none has.", details))
                .or(() -> refuseIf(
                        !parts.hasSoundDate(),
                        PostObjectError.V4_CREDENTIAL_DATE_INVALID.because(
                                "The date in x-oss-credential is '" + parts.date() + "'; expected yyyymmdd.", details)))
                .or(() -> refuseIf(
                        !parts.isForOss() || !parts.endsRight(),
                        PostObjectError.V4_CREDENTIAL_TERMINAL_INVALID.because(
                                "x-oss-credential ends '" + parts.product() + "/" + parts.terminal()
                                        + "'; expected oss/aliyun_v4_request.",
                                details)));
    }

    static Map<String, String> credentialDetails(V4Credential parts) {
        return Map.of(
                "AccessKeyId", parts.accessKeyId(),
                "Date", parts.date(),
                "Terminal", parts.product() + "/" + parts.terminal());
    }

    static Optional<Refusal> dateIsInWindow(Posting posting) {
        return posting.authorization() instanceof Version4 v4 ? dateRefusal(posting, v4) : Optional.empty();
    }

    private static Optional<Refusal> dateRefusal(Posting posting, Version4 v4) {
        Optional<String> text = v4.form().field("x-oss-date");
        if (text.isEmpty()) {
            return missing(text, PostObjectError.V4_DATE_MISSING, "x-oss-date");
        }
        Optional<Instant> date = text.flatMap(CredentialRules::dateTime);
        String scope = v4.credential().map(V4Credential::date).orElse("");
        if (date.isEmpty() || !text.get().startsWith(scope)) {
            return Optional.of(PostObjectError.V4_DATE_INVALID.because(
                    "x-oss-date is '" + text.get() + "'; expected yyyymmddTHHMMSSZ on the day of the credential, "
                            + scope + ".",
                    argument("x-oss-date", text.get())));
        }
        // As for any time that a caller brings along: the stub's clock counts, or the machine's once ours was moved.
        Instant arrived = posting.form().request().arrived();
        boolean fresh = inWindow(date.get(), arrived)
                || !posting.callerTime().strict()
                        && posting.callerTime().clock().isMoved()
                        && inWindow(date.get(), posting.callerTime().clock().machineInstant());
        return refuseIf(
                !fresh,
                PostObjectError.V4_DATE_OUT_OF_WINDOW.because("x-oss-date is " + date.get() + ", the request arrived "
                        + arrived + "; it may be up to 7 days old and up to 15 minutes ahead."));
    }

    private static boolean inWindow(Instant date, Instant now) {
        return !date.isBefore(now.minus(OLDEST)) && !date.isAfter(now.plus(FARTHEST_AHEAD));
    }

    static Optional<Refusal> accessKeyIsKnown(Posting posting) {
        String id = posting.authorization().accessKeyId().orElse("");
        return refuseIf(
                posting.caller().isEmpty(),
                PostObjectError.ACCESS_KEY_ID_UNKNOWN.because(
                        "No account of the stub has the access key id '" + id
                                + "'. Use the OSSAccessKeyId that GenerateOTAUploadURL returned.",
                        Map.of("OSSAccessKeyId", id)));
    }

    static Optional<Refusal> securityTokenIsValid(Posting posting) {
        Optional<String> sent = posting.form().field("x-oss-security-token");
        Instant now = posting.form().request().arrived();
        return posting.caller().flatMap(caller -> CredentialRules.tokenRefusal(caller, sent, posting.accounts(), now));
    }

    static Optional<Refusal> signatureMatches(Posting posting) {
        return posting.caller().flatMap(caller -> signatureRefusal(posting, caller));
    }

    private static Optional<Refusal> signatureRefusal(Posting posting, Caller caller) {
        String given = posting.authorization().signature().orElse("");
        if (ConstantTime.equal(posting.authorization().expected(caller.key().secret()), given)) {
            return Optional.empty();
        }
        return Optional.of(PostObjectError.SIGNATURE_DOES_NOT_MATCH.because(
                "The signature '" + given + "' is not that of the policy field under the secret of "
                        + caller.key().id() + ". String to sign: the policy field as it was sent.",
                mismatchDetails(posting, caller)));
    }

    /** What OSS calculated from, and what it was given. */
    static Map<String, String> mismatchDetails(Posting posting, Caller caller) {
        return CredentialRules.mismatch(
                caller.key().id(),
                posting.authorization().signature().orElse(""),
                posting.authorization().policy().orElse(""));
    }

    static Optional<Refusal> callerMayWrite(Posting posting) {
        boolean platform = posting.form().address().bucket().equals(Addressing.PLATFORM_BUCKET);
        return posting.caller()
                .filter(caller -> platform && !caller.isIssuer())
                .map(caller -> PostObjectError.ANONYMOUS_DENIED.because("The bucket " + Addressing.PLATFORM_BUCKET
                        + " is IoT Platform's: only a policy signed by its own key may write there, as"
                        + " GenerateOTAUploadURL returns one; " + caller.key().id() + " is a customer's key."));
    }

    private static Optional<Refusal> missing(Optional<String> field, PostObjectError row, String name) {
        return refuseIf(
                field.isEmpty(),
                row.because("The form has no field '" + name + "' before the file.", argument(name, "")));
    }

    private static Optional<Refusal> empty(Optional<String> field, PostObjectError row, String name) {
        return refuseIf(
                field.filter(String::isEmpty).isPresent(),
                row.because("The field '" + name + "' is empty.", argument(name, "")));
    }
}
