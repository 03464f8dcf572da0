package dev.otastub.oss.object;

import static dev.otastub.oss.OssErrorRow.argument;
import static dev.otastub.oss.object.CallRules.refuseIf;

import dev.otastub.account.Caller;
import dev.otastub.core.Refusal;
import dev.otastub.oss.CredentialRules;
import dev.otastub.oss.OssError;
import dev.otastub.oss.PostObjectError;
import dev.otastub.oss.object.ObjectAuthorization.HeaderV1;
import dev.otastub.oss.object.ObjectAuthorization.HeaderV4;
import dev.otastub.oss.object.ObjectAuthorization.UrlV1;
import dev.otastub.oss.object.ObjectAuthorization.UrlV4;
import dev.otastub.signature.ConstantTime;
import dev.otastub.signature.OssV1Signature;
import dev.otastub.signature.OssV4Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Rules on the signature of a request about objects, of whichever version. */
final class AuthorizationRules {

    private AuthorizationRules() {}

    static Optional<Refusal> authorizationIsReadable(ObjectCall call) {
        if (call.authorization() instanceof ObjectAuthorization.Unreadable unreadable) {
            return Optional.of(OssError.AUTHORIZATION_MALFORMED.because(
                    "Expected 'Authorization: OSS <access key id>:<signature>' (version 1), or version 4's "
                            + OssV4Signature.VERSION + ".",
                    argument("Authorization", unreadable.header())));
        }
        if (call.authorization() instanceof ObjectAuthorization.UnreadableV4 unreadable) {
            return Optional.of(OssError.V4_AUTHORIZATION_MALFORMED.because(
                    "Expected 'Authorization: " + OssV4Signature.VERSION
                            + " Credential=...,AdditionalHeaders=...,Signature=...'.",
                    Map.of("Authorization", unreadable.header())));
        }
        return call.authorization() instanceof ObjectAuthorization.UnknownVersion unknown
                ? Optional.of(OssError.SIGNATURE_VERSION_UNKNOWN.because(
                        "x-oss-signature-version is '" + unknown.version() + "'; the stub knows "
                                + OssV4Signature.VERSION + ", and version 1 without it.",
                        argument("x-oss-signature-version", unknown.version())))
                : Optional.empty();
    }

    static Optional<Refusal> accessKeyIsKnown(ObjectCall call) {
        return refuseIf(
                call.authorization().accessKeyId().isPresent() && call.caller().isEmpty(),
                PostObjectError.ACCESS_KEY_ID_UNKNOWN.because(
                        "No account of the stub has the access key id '" + call.accessKeyId() + "'.",
                        Map.of("OSSAccessKeyId", call.accessKeyId())));
    }

    static Optional<Refusal> securityTokenIsValid(ObjectCall call) {
        Optional<String> sent = call.authorization().isInUrl()
                ? call.query().first("security-token").or(() -> call.query().first("x-oss-security-token"))
                : call.header("x-oss-security-token");
        return call.caller()
                .flatMap(caller -> CredentialRules.tokenRefusal(
                        caller,
                        sent,
                        call.surroundings().accounts(),
                        call.request().arrived()));
    }

    static Optional<Refusal> timeIsFresh(ObjectCall call) {
        if (call.authorization() instanceof UrlV1 url) {
            return urlExpired(call, url);
        }
        if (call.authorization() instanceof UrlV4 url) {
            return V4Rules.urlIsGoodNow(call, url);
        }
        return call.authorization() instanceof HeaderV1 || call.authorization() instanceof HeaderV4
                ? dateRefusal(call)
                : Optional.empty();
    }

    private static Optional<Refusal> dateRefusal(ObjectCall call) {
        String sent = OssV1Signature.date(call.request().headers());
        if (sent.isEmpty()) {
            return Optional.of(
                    OssError.DATE_MISSING.because("A signed request needs a header Date, or x-oss-date in its place."));
        }
        Optional<Instant> date = RequestTime.of(call.request().headers());
        if (date.isEmpty()) {
            return Optional.of(OssError.DATE_MALFORMED.because("The date of the request is '" + sent
                    + "'; expected one like 'Sun, 22 Nov 2026 11:50:32 GMT' or 20261122T115032Z."));
        }
        return skewed(call, date.get());
    }

    private static Optional<Refusal> skewed(ObjectCall call, Instant date) {
        Instant arrived = call.request().arrived();
        Duration window = call.callerTime().window();
        return refuseIf(
                !call.callerTime().isFresh(date, arrived),
                OssError.REQUEST_TIME_TOO_SKEWED.because(
                        "The request says it is " + date + ", and it arrived at " + arrived + "; at most " + window
                                + " apart are allowed.",
                        skew(call, date)));
    }

    /** How far the request's time may be off, and how far it is. */
    static Map<String, String> skew(ObjectCall call, Instant date) {
        return Map.of(
                "MaxAllowedSkewMilliseconds",
                Long.toString(call.callerTime().window().toMillis()),
                "RequestTime",
                date.toString(),
                "ServerTime",
                call.request().arrived().toString());
    }

    /** Expires is a time that was issued, so the account's clock alone counts. */
    private static Optional<Refusal> urlExpired(ObjectCall call, UrlV1 url) {
        Optional<Instant> end = expires(url);
        if (end.isEmpty()) {
            return Optional.of(OssError.EXPIRES_MALFORMED.because(
                    "Expires is '" + url.expires() + "'; expected seconds since 1970.",
                    Map.of("Expires", url.expires())));
        }
        Instant expires = end.get();
        Instant arrived = call.request().arrived();
        return refuseIf(
                !arrived.isBefore(expires),
                OssError.URL_EXPIRED.because(
                        "The URL was good until " + expires + ", the request arrived at " + arrived + ".",
                        expiry(call, expires)));
    }

    /** The end of a URL of version 1; empty if it names none. */
    static Optional<Instant> expires(UrlV1 url) {
        return url.expires().matches("\\d{1,12}")
                ? Optional.of(Instant.ofEpochSecond(Long.parseLong(url.expires())))
                : Optional.empty();
    }

    /** When a URL ended, and when it was used. */
    static Map<String, String> expiry(ObjectCall call, Instant expires) {
        return Map.of(
                "Expires",
                expires.toString(),
                "ServerTime",
                call.request().arrived().toString());
    }

    static Optional<Refusal> signatureMatches(ObjectCall call) {
        if (call.authorization() instanceof ObjectAuthorization.V4 v4) {
            return V4Rules.signatureMatches(call, v4);
        }
        return call.caller().flatMap(caller -> v1Mismatch(call, caller));
    }

    private static Optional<Refusal> v1Mismatch(ObjectCall call, Caller caller) {
        String stringToSign = v1StringToSign(call);
        String given = call.authorization().signature();
        return refuseIf(
                !ConstantTime.equal(OssV1Signature.sign(caller.key().secret(), stringToSign), given),
                PostObjectError.SIGNATURE_DOES_NOT_MATCH.because(
                        "The signature '" + given + "' is not that of the string to sign under the secret of "
                                + caller.key().id() + ". String to sign: " + stringToSign,
                        mismatchDetails(call, caller)));
    }

    /** What OSS calculated from, and what it was given. */
    static Map<String, String> mismatchDetails(ObjectCall call, Caller caller) {
        Optional<Map<String, String>> v4Details = call.authorization() instanceof ObjectAuthorization.V4 v4
                ? v4.credential().map(credential -> V4Rules.mismatchDetails(call, v4, credential))
                : Optional.empty();
        return v4Details.orElseGet(() ->
                CredentialRules.mismatch(caller.key().id(), call.authorization().signature(), v1StringToSign(call)));
    }

    private static String v1StringToSign(ObjectCall call) {
        String resource = OssV1Signature.canonicalizedResource(
                call.address().bucket(), call.address().key(), call.query());
        String time = call.authorization() instanceof UrlV1 url
                ? url.expires()
                : OssV1Signature.date(call.request().headers());
        return OssV1Signature.stringToSign(
                call.request().method(), call.request().headers(), time, resource);
    }
}
