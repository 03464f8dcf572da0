package dev.otastub.oss;

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
    NO_SUCH_KEY(row(404, "NoSuchKey", "The specified key does not exist.", Evidence.DOCUMENTED)
            .details("Key")),
    AUTHORIZATION_MALFORMED(row(400, "InvalidArgument", "Authorization header is invalid.", Evidence.INFERRED)
            .details("ArgumentName", "ArgumentValue")),
    DATE_MISSING(row(403, "AccessDenied", "OSS authentication requires a valid Date.", Evidence.DOCUMENTED)),
    REQUEST_TIME_TOO_SKEWED(row(
                    403,
                    "RequestTimeTooSkewed",
                    "The difference between the request time and the current time is too large.",
                    Evidence.DOCUMENTED)
            .details("MaxAllowedSkewMilliseconds", "RequestTime", "ServerTime")),
    EXPIRES_MALFORMED(
            row(403, "AccessDenied", "Invalid date (should be seconds since epoch): {Expires}", Evidence.INFERRED)),
    URL_EXPIRED(row(403, "AccessDenied", "Request has expired.", Evidence.DOCUMENTED)
            .details("Expires", "ServerTime")),
    METHOD_NOT_EMULATED(row(
            501,
            "NotImplemented",
            "A header you provided implies functionality that is not implemented.",
            Evidence.DOCUMENTED)),
    BODY_TOO_LARGE(
            row(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size.", Evidence.INFERRED)),
    BAD_REQUEST(row(400, "BadRequest", "The request line or a header could not be read.", Evidence.INFERRED)),
    TOO_MANY_UPLOADS(row(503, "ServiceUnavailable", "Please reduce your request rate.", Evidence.INFERRED));

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
}
