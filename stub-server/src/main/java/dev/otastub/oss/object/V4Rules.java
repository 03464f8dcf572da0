package dev.otastub.oss.object;

import static dev.otastub.oss.OssErrorRow.argument;
import static dev.otastub.oss.object.CallRules.refuseIf;

import dev.otastub.account.Caller;
import dev.otastub.core.Refusal;
import dev.otastub.oss.Addressing;
import dev.otastub.oss.CredentialRules;
import dev.otastub.oss.OssError;
import dev.otastub.oss.V4Credential;
import dev.otastub.oss.object.ObjectAuthorization.HeaderV4;
import dev.otastub.oss.object.ObjectAuthorization.UrlV4;
import dev.otastub.oss.object.ObjectAuthorization.V4;
import dev.otastub.signature.ConstantTime;
import dev.otastub.signature.OssV4Request;
import dev.otastub.signature.OssV4Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rules on version 4 of OSS's signatures. */
final class V4Rules {

    private static final List<String> URL_PARAMETERS =
            List.of("x-oss-credential", "x-oss-date", "x-oss-expires", "x-oss-signature");

    private static final Duration LONGEST_VALIDITY = Duration.ofDays(7);

    /** A URL may be used so long before its x-oss-date (the page of 0002-00000235). */
    private static final Duration FARTHEST_AHEAD = Duration.ofMinutes(15);

    private V4Rules() {}

    /** The causes that a credential may be wrong for, in a header or in a URL: OSS numbers them apart. */
    private record Rows(OssError credential, OssError accessKeyId, OssError date, OssError region, OssError product) {

        private static final Rows HEADER = new Rows(
                OssError.V4_CREDENTIAL_INVALID,
                OssError.V4_ACCESS_KEY_ID_INVALID,
                OssError.V4_SIGNING_DATE_INVALID,
                OssError.V4_SIGNING_REGION_WRONG,
                OssError.V4_SIGNING_PRODUCT_WRONG);

        private static final Rows URL = new Rows(
                OssError.V4_URL_CREDENTIAL_INVALID,
                OssError.V4_URL_ACCESS_KEY_ID_INVALID,
                OssError.V4_URL_SIGNING_DATE_INVALID,
                OssError.V4_URL_SIGNING_REGION_WRONG,
                OssError.V4_URL_SIGNING_PRODUCT_WRONG);
    }

    static Optional<Refusal> authorizationIsComplete(ObjectCall call) {
        if (call.authorization() instanceof UrlV4 url) {
            return URL_PARAMETERS.stream()
                    .filter(name -> url.query().first(name).orElse("").isEmpty())
                    .findFirst()
                    .map(name -> OssError.V4_URL_INCOMPLETE.because(
                            "A URL signed by version 4 needs " + String.join(", ", URL_PARAMETERS)
                                    + "; this one has no " + name + ".",
                            argument(name, "")));
        }
        return call.authorization() instanceof HeaderV4 header
                ? refuseIf(
                        header.signature().isEmpty(),
                        OssError.V4_SIGNATURE_EMPTY.because(
                                "Signature= is empty.", Map.of("Authorization", header.source())))
                : Optional.empty();
    }

    static Optional<Refusal> credentialIsSound(ObjectCall call) {
        return call.authorization() instanceof V4 v4 ? credentialRefusal(v4) : Optional.empty();
    }

    private static Optional<Refusal> credentialRefusal(V4 v4) {
        Rows rows = v4.isInUrl() ? Rows.URL : Rows.HEADER;
        Map<String, String> details = argument("x-oss-credential", v4.credentialText());
        details.put("Authorization", v4.source());
        Optional<V4Credential> read = v4.credential().filter(V4Credential::endsRight);
        if (read.isEmpty()) {
            return Optional.of(rows.credential()
                    .because(
                            "The credential is '" + v4.credentialText()
                                    + "'; expected <access key id>/<yyyymmdd>/<region>/oss/aliyun_v4_request.",
                            details));
        }
        V4Credential parts = read.get();
        return refuseIf(
                        !parts.hasSoundAccessKeyId(),
                        rows.accessKeyId()
                                .because("The access key id in the credential has characters that none has.", details))
                .or(() -> refuseIf(
                        !parts.hasSoundDate(),
                        rows.date()
                                .because(
                                        "The date in the credential is '" + parts.date() + "'; expected yyyymmdd.",
                                        details)))
                .or(() -> refuseIf(
                        !parts.region().equals(Addressing.REGION),
                        rows.region()
                                .because(
                                        "The credential is for region '" + parts.region() + "'; the stub plays "
                                                + Addressing.REGION + ".",
                                        details)))
                .or(() -> refuseIf(
                        !parts.isForOss(),
                        rows.product()
                                .because(
                                        "The credential is for product '" + parts.product() + "'; expected oss.",
                                        details)));
    }

    /** The page of 0002-00000214 allows this one value only. */
    static Optional<Refusal> bodyIsUnsigned(ObjectCall call) {
        Optional<String> sent = call.header("x-oss-content-sha256");
        return call.authorization() instanceof V4 v4
                        && !sent.map(OssV4Request.UNSIGNED_PAYLOAD::equals).orElse(v4.isInUrl())
                ? Optional.of(OssError.V4_CONTENT_SHA256_INVALID.because(
                        "x-oss-content-sha256 is '" + sent.orElse("") + "'; expected " + OssV4Request.UNSIGNED_PAYLOAD
                                + ".",
                        argument("x-oss-content-sha256", sent.orElse(""))))
                : Optional.empty();
    }

    /** The day of the credential is the day of the request. */
    static Optional<Refusal> dateIsOfTheCredentialsDay(ObjectCall call) {
        if (!(call.authorization() instanceof V4 v4) || v4.credential().isEmpty()) {
            return Optional.empty();
        }
        String time = time(call, v4);
        String day = v4.credential().get().date();
        Map<String, String> details = argument("x-oss-credential", v4.credentialText());
        details.put("Authorization", v4.source());
        return refuseIf(
                !time.isEmpty() && CredentialRules.date(day).isPresent() && !time.startsWith(day),
                (v4.isInUrl() ? Rows.URL : Rows.HEADER)
                        .date()
                        .because("The credential is of " + day + ", the request of " + time + ".", details));
    }

    /**
     * When a URL ends is a time that was issued, so the account's clock alone counts; that it was made just now is its
     * maker's time, for which the machine's may stand in.
     */
    static Optional<Refusal> urlIsGoodNow(ObjectCall call, UrlV4 url) {
        String date = url.query().first("x-oss-date").orElse("");
        Optional<Instant> begins = CredentialRules.dateTime(date);
        if (begins.isEmpty()) {
            return Optional.of(OssError.DATE_MALFORMED.because(
                    "x-oss-date is '" + date + "'; expected one like 20261122T115032Z."));
        }
        Optional<Long> seconds = seconds(url);
        if (seconds.isEmpty()) {
            String expires = url.query().first("x-oss-expires").orElse("");
            return Optional.of(OssError.V4_URL_EXPIRES_OUT_OF_RANGE.because(
                    "x-oss-expires is '" + expires + "'; expected 1 to " + LONGEST_VALIDITY.toSeconds()
                            + " seconds (7 days).",
                    argument("x-oss-expires", expires)));
        }
        Instant arrived = call.request().arrived();
        Instant ends = begins.get().plusSeconds(seconds.get());
        return refuseIf(
                        isTooEarly(call, begins.get()),
                        OssError.V4_URL_TOO_EARLY.because("The URL is good from " + begins.get()
                                + " on, but for 15 minutes, and the request arrived at " + arrived + "."))
                .or(() -> refuseIf(
                        !arrived.isBefore(ends),
                        OssError.V4_URL_EXPIRED.because(
                                "The URL was good until " + ends + ", the request arrived at " + arrived + ".",
                                AuthorizationRules.expiry(call, ends))));
    }

    /** The end of a URL; empty if it names none. */
    static Optional<Instant> expires(UrlV4 url) {
        return CredentialRules.dateTime(url.query().first("x-oss-date").orElse(""))
                .flatMap(begins -> seconds(url).map(begins::plusSeconds));
    }

    private static Optional<Long> seconds(UrlV4 url) {
        return url.query()
                .first("x-oss-expires")
                .filter(sent -> sent.matches("\\d{1,9}"))
                .map(Long::parseLong)
                .filter(seconds -> seconds >= 1 && seconds <= LONGEST_VALIDITY.toSeconds());
    }

    private static boolean isTooEarly(ObjectCall call, Instant begins) {
        Instant earliest = begins.minus(FARTHEST_AHEAD);
        var callerTime = call.callerTime();
        boolean machineCounts = !callerTime.strict() && callerTime.clock().isMoved();
        return call.request().arrived().isBefore(earliest)
                && !(machineCounts && !callerTime.clock().machineInstant().isBefore(earliest));
    }

    static Optional<Refusal> signatureMatches(ObjectCall call, V4 v4) {
        return call.caller().flatMap(caller -> v4.credential().flatMap(scope -> mismatch(call, v4, caller, scope)));
    }

    private static Optional<Refusal> mismatch(ObjectCall call, V4 v4, Caller caller, V4Credential credential) {
        OssV4Signature.Scope scope = new OssV4Signature.Scope(credential.date(), credential.region());
        OssV4Request signed = signed(call, v4);
        String stringToSign = OssV4Signature.stringToSign(time(call, v4), scope, signed);
        if (ConstantTime.equal(OssV4Signature.sign(caller.key().secret(), scope, stringToSign), v4.signature())) {
            return Optional.empty();
        }
        return Optional.of(OssError.V4_SIGNATURE_DOES_NOT_MATCH.because(
                "The signature '" + v4.signature() + "' is not that of the string to sign under the secret of "
                        + caller.key().id() + ". Canonical request: " + signed.canonical(),
                mismatchDetails(call, v4, credential)));
    }

    /** What OSS calculated from, and what it was given. */
    static Map<String, String> mismatchDetails(ObjectCall call, V4 v4, V4Credential credential) {
        OssV4Signature.Scope scope = new OssV4Signature.Scope(credential.date(), credential.region());
        OssV4Request signed = signed(call, v4);
        Map<String, String> details = new LinkedHashMap<>(CredentialRules.mismatch(
                credential.accessKeyId(), v4.signature(), OssV4Signature.stringToSign(time(call, v4), scope, signed)));
        details.put("CanonicalRequest", signed.canonical());
        return details;
    }

    private static OssV4Request signed(ObjectCall call, V4 v4) {
        return new OssV4Request(
                call.request().method(),
                call.address().bucket(),
                call.address().key(),
                call.query(),
                call.request().headers(),
                v4.additionalHeaders());
    }

    private static String time(ObjectCall call, V4 v4) {
        return v4 instanceof UrlV4 url
                ? url.query().first("x-oss-date").orElse("")
                : RequestTime.iso(call.request().headers());
    }
}
