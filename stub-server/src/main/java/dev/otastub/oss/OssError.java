package dev.otastub.oss;

import static dev.otastub.core.Evidence.DOCUMENTED;
import static dev.otastub.core.Evidence.INFERRED;
import static dev.otastub.core.Evidence.REPORTED;
import static dev.otastub.oss.OssErrorColumns.row;

import dev.otastub.core.Evidence;
import dev.otastub.core.Provocation;
import java.util.List;
import java.util.Optional;

/**
 * The causes for which OSS refuses a request other than PostObject. Those that they share, such as an unknown bucket or
 * access key, are in {@link PostObjectError}.
 *
 * @see <a href="https://www.alibabacloud.com/help/en/oss/developer-reference/error-responses">Error responses</a>
 */
public enum OssError implements OssErrorRow {
    NO_SUCH_KEY(row(404, "NoSuchKey", "The specified key does not exist.", DOCUMENTED)
            .details("Key")),
    AUTHORIZATION_MALFORMED(
            invalidArgument("Authorization header is invalid.", INFERRED).details("ArgumentName", "ArgumentValue")),
    DATE_MISSING(denied("OSS authentication requires a valid Date.", DOCUMENTED).ec("0002-00000503")),
    DATE_MALFORMED(
            denied("OSS authentication requires a valid Date.", DOCUMENTED).ec("0002-00000505")),
    REQUEST_TIME_TOO_SKEWED(row(
                    403,
                    "RequestTimeTooSkewed",
                    "The difference between the request time and the current time is too large.",
                    DOCUMENTED)
            .details("MaxAllowedSkewMilliseconds", "RequestTime", "ServerTime")),
    EXPIRES_MALFORMED(denied("Invalid date (should be seconds since epoch): {Expires}", INFERRED)
            .ec("0002-00000070")),
    URL_EXPIRED(denied("Request has expired.", DOCUMENTED).details("Expires", "ServerTime")),
    OVERRIDE_OF_ANONYMOUS(row(
            400,
            "InvalidRequest",
            "Request specific response headers cannot be used for anonymous GET requests.",
            INFERRED)),

    // Version 4 of signatures. Of the region and the product in a header the sentence is published; others follow it.

    V4_AUTHORIZATION_MALFORMED(
            inHeader("Invalid Authorization header.", INFERRED).ec("0002-00000203")),
    V4_SIGNATURE_EMPTY(
            inHeader("Invalid signature in Authorization header.", INFERRED).ec("0002-00000208")),
    V4_CREDENTIAL_INVALID(
            inHeader("Invalid credential in Authorization header.", INFERRED).ec("0002-00000213")),
    V4_ACCESS_KEY_ID_INVALID(
            inHeader("Invalid access key id in Authorization header.", INFERRED).ec("0002-00000206")),
    V4_SIGNING_DATE_INVALID(
            inHeader("Invalid signing date in Authorization header.", INFERRED).ec("0002-00000212")),
    V4_SIGNING_REGION_WRONG(inHeader("Invalid signing region in Authorization header.", REPORTED)
            .ec("0002-00000226")),
    V4_SIGNING_PRODUCT_WRONG(inHeader("Invalid signing product in Authorization header.", REPORTED)
            .ec("0002-00000227")),
    V4_CONTENT_SHA256_INVALID(
            inUrl("Invalid x-oss-content-sha256 header.", INFERRED).ec("0002-00000214")),
    SIGNATURE_VERSION_UNKNOWN(inUrl("The signature version '{ArgumentValue}' is not supported.", INFERRED)),
    V4_URL_INCOMPLETE(inUrl("Missing parameter '{ArgumentName}'.", INFERRED)),
    V4_URL_CREDENTIAL_INVALID(
            inUrl("Invalid credential in x-oss-credential.", INFERRED).ec("0002-00000224")),
    V4_URL_ACCESS_KEY_ID_INVALID(
            inUrl("Invalid access key id in x-oss-credential.", INFERRED).ec("0002-00000222")),
    V4_URL_SIGNING_DATE_INVALID(
            inUrl("Invalid signing date in x-oss-credential.", INFERRED).ec("0002-00000223")),
    V4_URL_SIGNING_REGION_WRONG(inUrl("Invalid signing region in x-oss-credential.", INFERRED)),
    V4_URL_SIGNING_PRODUCT_WRONG(inUrl("Invalid signing product in x-oss-credential.", INFERRED)),
    V4_URL_EXPIRES_OUT_OF_RANGE(inUrl("Invalid x-oss-expires.", INFERRED).ec("0002-00000232")),
    V4_URL_TOO_EARLY(denied("Request is not yet valid.", INFERRED).ec("0002-00000235")),
    V4_URL_EXPIRED(denied("Request has expired.", INFERRED)
            .details("Expires", "ServerTime")
            .ec("0002-00000236")),
    V4_SIGNATURE_DOES_NOT_MATCH(row(
                    403,
                    "SignatureDoesNotMatch",
                    "The request signature we calculated does not match the signature you provided."
                            + " Check your key and signing method.",
                    REPORTED)
            .details("OSSAccessKeyId", "SignatureProvided", "StringToSign", "StringToSignBytes", "CanonicalRequest")),

    // What a read, a list or a preflight asks for

    PRECONDITION_FAILED(
            row(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold.", DOCUMENTED)
                    .details("Condition")
                    .concludedEc("0017-00001001")),
    RANGE_NOT_SATISFIABLE(row(416, "InvalidRange", "The requested range cannot be satisfied", DOCUMENTED)
            .details("ActualObjectSize", "RangeRequested")),
    MAX_KEYS_INVALID(inUrl("Argument max-keys must be an integer between 1 and 1000.", INFERRED)
            .ec("0015-00000402")),
    ENCODING_TYPE_INVALID(inUrl("Invalid Encoding Method specified in Request.", INFERRED)),
    CONTINUATION_TOKEN_INVALID(inUrl("The continuation token provided is incorrect.", INFERRED)),
    CORS_ORIGIN_MISSING(row(400, "BadRequest", "Insufficient information. Origin request header needed.", DOCUMENTED)
            .ec("0034-00000101")),
    CORS_METHOD_MISSING(row(
                    400,
                    "BadRequest",
                    "Insufficient information. Request Access-Control-Request-Method header needed.",
                    DOCUMENTED)
            .ec("0034-00000102")),
    CORS_NOT_CONFIGURED(corsForbidden().ec("0003-00000601")),
    CORS_NOT_ALLOWED(corsForbidden().ec("0003-00000602")),

    // Everything else

    METHOD_NOT_EMULATED(row(
            501, "NotImplemented", "A header you provided implies functionality that is not implemented.", DOCUMENTED)),
    BODY_TOO_LARGE(row(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size.", INFERRED)),
    BAD_REQUEST(row(400, "BadRequest", "The request line or a header could not be read.", INFERRED)),

    // Bounds of ours; OSS says so when it cannot serve.

    TOO_MANY_UPLOADS(row(503, "ServiceUnavailable", "Please reduce your request rate.", INFERRED)),
    STORE_FULL(row(503, "ServiceUnavailable", "Please reduce your request rate.", INFERRED));

    private final OssErrorColumns columns;

    OssError(OssErrorColumns columns) {
        this.columns = columns;
    }

    @Override
    public String code() {
        return columns.code();
    }

    @Override
    public int status() {
        return columns.status();
    }

    @Override
    public String message() {
        return columns.message();
    }

    @Override
    public Optional<String> ec() {
        return columns.ec();
    }

    @Override
    public List<String> details() {
        return columns.details();
    }

    @Override
    public Evidence evidence() {
        return columns.evidence();
    }

    @Override
    public Provocation provocation() {
        return columns.provocation();
    }

    private static OssErrorColumns denied(String message, Evidence evidence) {
        return row(403, "AccessDenied", message, evidence);
    }

    private static OssErrorColumns invalidArgument(String message, Evidence evidence) {
        return row(400, "InvalidArgument", message, evidence);
    }

    /** The published answer repeats the header in an element of its name. */
    private static OssErrorColumns inHeader(String message, Evidence evidence) {
        return invalidArgument(message, evidence).details("Authorization");
    }

    private static OssErrorColumns inUrl(String message, Evidence evidence) {
        return invalidArgument(message, evidence).details("ArgumentName", "ArgumentValue");
    }

    /** The slips in this sentence are OSS's own. */
    private static OssErrorColumns corsForbidden() {
        return row(
                403,
                "AccessForbidden",
                "CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin,"
                        + " request method / Access-Control-Request-Method or Access-Control-Requet-Headers are not"
                        + " whitelisted by the resource's CORS spec.",
                DOCUMENTED);
    }
}
