package dev.otastub.oss;

import static dev.otastub.oss.RequestRules.refuseIf;

import dev.otastub.account.Caller;
import dev.otastub.core.HttpDate;
import dev.otastub.core.Refusal;
import dev.otastub.signature.ConstantTime;
import dev.otastub.signature.OssV1Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Rules on reading an object. */
final class ReadRules {

    private ReadRules() {}

    static Optional<Refusal> endpointIsNotSecondLevel(Reading reading) {
        return RequestRules.endpointIsNotSecondLevel(reading.address());
    }

    static Optional<Refusal> methodIsEmulated(Reading reading) {
        String method = reading.request().method();
        return refuseIf(
                !method.equals("GET") && !method.equals("HEAD"),
                OssError.METHOD_NOT_EMULATED.because(
                        "ota-stub emulates PostObject, and GET and HEAD of an object; not " + method + "."));
    }

    static Optional<Refusal> bucketExists(Reading reading) {
        return RequestRules.bucketExists(reading.address(), reading.addressing());
    }

    static Optional<Refusal> endpointIsTheBuckets(Reading reading) {
        return RequestRules.endpointIsTheBuckets(reading.address(), reading.request());
    }

    static Optional<Refusal> objectIsMeant(Reading reading) {
        return refuseIf(
                reading.address().key().isEmpty(),
                OssError.METHOD_NOT_EMULATED.because("ota-stub does not emulate operations on the bucket itself."));
    }

    static Optional<Refusal> signatureIsSent(Reading reading) {
        return refuseIf(
                reading.authorization() instanceof ReadAuthorization.Anonymous && !reading.isPublic(),
                PostObjectError.ANONYMOUS_DENIED.because("The request is not signed, and the object is not public. Sign"
                        + " it with the issuing pair, or let the stub: ota-stub sign --get URL."));
    }

    static Optional<Refusal> authorizationIsReadable(Reading reading) {
        return reading.authorization() instanceof ReadAuthorization.Unreadable unreadable
                ? Optional.of(OssError.AUTHORIZATION_MALFORMED.because(
                        "Expected 'Authorization: OSS <access key id>:<signature>' (version 1).",
                        FormRules.argument("Authorization", unreadable.header())))
                : Optional.empty();
    }

    static Optional<Refusal> accessKeyIsKnown(Reading reading) {
        boolean signed = !(reading.authorization() instanceof ReadAuthorization.Anonymous);
        return refuseIf(
                signed && reading.caller().isEmpty(),
                PostObjectError.ACCESS_KEY_ID_UNKNOWN.because(
                        "No account of the stub has the access key id '" + reading.accessKeyId() + "'.",
                        Map.of("OSSAccessKeyId", reading.accessKeyId())));
    }

    static Optional<Refusal> securityTokenIsValid(Reading reading) {
        Optional<String> sent = reading.authorization() instanceof ReadAuthorization.Url
                ? reading.query().first("security-token")
                : reading.request().headers().first("x-oss-security-token");
        return reading.caller()
                .flatMap(caller -> SignatureRules.tokenRefusal(
                        caller, sent, reading.accounts(), reading.request().arrived()));
    }

    static Optional<Refusal> timeIsFresh(Reading reading) {
        if (reading.authorization() instanceof ReadAuthorization.Url url) {
            return urlExpired(reading, url);
        }
        return reading.authorization() instanceof ReadAuthorization.Header ? dateRefusal(reading) : Optional.empty();
    }

    private static Optional<Refusal> dateRefusal(Reading reading) {
        String sent = OssV1Signature.date(reading.request().headers());
        Optional<Instant> date = HttpDate.parse(sent);
        if (date.isEmpty()) {
            return Optional.of(OssError.DATE_MISSING.because(
                    "A signed request needs a Date or x-oss-date header such as 'Sun, 22 Nov 2026 11:50:32 GMT'; got '"
                            + sent + "'."));
        }
        Instant arrived = reading.request().arrived();
        Duration window = reading.callerTime().window();
        return refuseIf(
                !reading.callerTime().isFresh(date.get(), arrived),
                OssError.REQUEST_TIME_TOO_SKEWED.because(
                        "The request says it is " + date.get() + ", and it arrived at " + arrived + "; at most "
                                + window + " apart are allowed.",
                        Map.of(
                                "MaxAllowedSkewMilliseconds",
                                Long.toString(window.toMillis()),
                                "RequestTime",
                                date.get().toString(),
                                "ServerTime",
                                arrived.toString())));
    }

    /** Expires is a time that was issued, so the stub's clock alone counts. */
    private static Optional<Refusal> urlExpired(Reading reading, ReadAuthorization.Url url) {
        if (!url.expires().matches("\\d{1,12}")) {
            return Optional.of(OssError.EXPIRES_MALFORMED.because(
                    "Expires is '" + url.expires() + "'; expected seconds since 1970.",
                    Map.of("Expires", url.expires())));
        }
        Instant expires = Instant.ofEpochSecond(Long.parseLong(url.expires()));
        Instant arrived = reading.request().arrived();
        return refuseIf(
                !arrived.isBefore(expires),
                OssError.URL_EXPIRED.because(
                        "The URL was good until " + expires + ", the request arrived at " + arrived + ".",
                        Map.of("Expires", expires.toString(), "ServerTime", arrived.toString())));
    }

    static Optional<Refusal> signatureMatches(Reading reading) {
        if (reading.caller().isEmpty()) {
            return Optional.empty();
        }
        Caller caller = reading.caller().get();
        String stringToSign = stringToSign(reading);
        String given = signature(reading);
        return refuseIf(
                !ConstantTime.equal(OssV1Signature.sign(caller.key().secret(), stringToSign), given),
                PostObjectError.SIGNATURE_DOES_NOT_MATCH.because(
                        "The signature '" + given + "' is not that of the string to sign under the secret of "
                                + caller.key().id() + ". String to sign: " + stringToSign,
                        SignatureRules.mismatch(caller.key().id(), given, stringToSign)));
    }

    private static String signature(Reading reading) {
        if (reading.authorization() instanceof ReadAuthorization.Url url) {
            return url.signature();
        }
        return reading.authorization() instanceof ReadAuthorization.Header header ? header.signature() : "";
    }

    private static String stringToSign(Reading reading) {
        String resource = OssV1Signature.canonicalizedResource(
                reading.address().bucket(), reading.address().key(), reading.query());
        String time = reading.authorization() instanceof ReadAuthorization.Url url
                ? url.expires()
                : OssV1Signature.date(reading.request().headers());
        return OssV1Signature.stringToSign(
                reading.request().method(), reading.request().headers(), time, resource);
    }

    /** An object is read by the account that owns it: in the platform's bucket by its issuing pair, elsewhere by any key. */
    static Optional<Refusal> callerMayRead(Reading reading) {
        boolean platform = reading.address().bucket().equals(Addressing.PLATFORM_BUCKET);
        return reading.caller()
                .filter(caller -> !reading.isPublic())
                .filter(caller -> platform && !caller.isIssuer() || ownedByAnother(reading, caller))
                .map(caller -> PostObjectError.ANONYMOUS_DENIED.because(
                        "The key " + caller.key().id() + " may not read here: the bucket "
                                + reading.address().bucket() + " is read by the pair that issued the upload."));
    }

    private static boolean ownedByAnother(Reading reading, Caller caller) {
        return reading.object()
                .filter(object -> !object.ownerUid().equals(caller.account().uid()))
                .isPresent();
    }

    static Optional<Refusal> objectExists(Reading reading) {
        String key = reading.address().key();
        return refuseIf(
                reading.object().isEmpty(),
                OssError.NO_SUCH_KEY.because(
                        "Nothing was uploaded as '" + key + "' in bucket "
                                + reading.address().bucket() + ".",
                        Map.of("Key", key)));
    }
}
