package dev.otastub.rpc;

import static dev.otastub.core.Evidence.DOCUMENTED;
import static dev.otastub.core.Evidence.INFERRED;
import static dev.otastub.core.Evidence.REPORTED;
import static dev.otastub.core.Provocation.NATURAL;
import static dev.otastub.core.Provocation.onDemand;

import dev.otastub.core.CloudService;
import dev.otastub.core.ErrorRow;
import dev.otastub.core.Evidence;
import dev.otastub.core.Provocation;

/**
 * The refusals of the gateway that stands before every RPC operation: 4xx and 5xx. The evidence is that of code and
 * message together; where they differ, the weaker one.
 */
public enum GatewayError implements ErrorRow {
    /** Two pages differ about the status, 400 and 403. */
    UNSUPPORTED_HTTP_METHOD(400, "UnsupportedHTTPMethod", "This http method not supported.", DOCUMENTED, NATURAL),
    /** A limit of this stub: how much the cloud takes is not known. */
    BODY_TOO_LARGE(413, "RequestEntityTooLarge", "The request body is too large.", INFERRED, NATURAL),
    UNKNOWN_PRODUCT(
            404,
            "InvalidProduct.NotFound",
            "Cannot find product according to your specified domain.",
            DOCUMENTED,
            NATURAL),
    UNKNOWN_FORMAT(400, "InvalidParameter.Format", "Specified parameter format is not valid.", DOCUMENTED, NATURAL),
    UNKNOWN_VERSION(400, "InvalidVersion", "Specified parameter Version is not valid.", REPORTED, NATURAL),
    MISSING_ACTION(400, "MissingAction", "Action is mandatory for this action.", INFERRED, NATURAL),
    UNKNOWN_ACTION(
            404,
            "InvalidAction.NotFound",
            "Specified api is not found, please check your url and method.",
            REPORTED,
            NATURAL),
    UNKNOWN_SIGNATURE_TYPE(400, "Invalid{Param}", "Specified parameter {Param} is not valid.", DOCUMENTED, NATURAL),
    MISSING_COMMON_PARAMETER(400, "Missing{Param}", "{Param} is mandatory for this action.", REPORTED, NATURAL),
    UNKNOWN_SIGNATURE_METHOD(
            400, "InvalidSignatureMethod", "Specified signature method is not valid.", DOCUMENTED, NATURAL),
    UNKNOWN_SIGNATURE_VERSION(400, "Invalid{Param}", "Specified parameter {Param} is not valid.", DOCUMENTED, NATURAL),
    ACCESS_KEY_NOT_FOUND(404, "InvalidAccessKeyId.NotFound", "Specified access key is not found.", REPORTED, NATURAL),
    /** The status is inferred. */
    ACCESS_KEY_NOT_FOUND_OR_INVALID(
            404,
            "InvalidAccessKeyId",
            "Specified access key is not found or invalid.",
            INFERRED,
            onDemand(
                    "Other products answered so from 2020 to 2025; IoT Platform answers InvalidAccessKeyId.NotFound.")),
    ACCESS_KEY_INACTIVE(400, "InvalidAccessKeyId.Inactive", "Specified access key is disabled.", DOCUMENTED, NATURAL),
    MISSING_SECURITY_TOKEN(
            400, "MissingSecurityToken", "SecurityToken is mandatory for this action.", REPORTED, NATURAL),
    SECURITY_TOKEN_MALFORMED(
            400, "InvalidSecurityToken.Malformed", "Specified SecurityToken is malformed.", DOCUMENTED, NATURAL),
    SECURITY_TOKEN_OF_ANOTHER_KEY(
            400,
            "InvalidSecurityToken.MismatchWithAccessKey",
            "Specified SecurityToken mismatch with the AccessKey.",
            DOCUMENTED,
            NATURAL),
    /** One product's page says 403. */
    SECURITY_TOKEN_EXPIRED(
            400, "InvalidSecurityToken.Expired", "Specified SecurityToken is expired.", DOCUMENTED, NATURAL),
    MALFORMED_TIMESTAMP(
            400,
            "InvalidTimeStamp.Format",
            "Specified time stamp or date value is not well formatted.",
            DOCUMENTED,
            NATURAL),
    EXPIRED_TIMESTAMP(
            400, "InvalidTimeStamp.Expired", "Specified time stamp or date value is expired.", REPORTED, NATURAL),
    NONCE_USED(400, "SignatureNonceUsed", "Specified signature nonce was used already.", REPORTED, NATURAL),
    /** The code is documented, its text nowhere. */
    CONTENT_MD5_MISMATCH(
            400, "ContentMD5NotMatched", "Specified Content-MD5 does not match the body.", INFERRED, NATURAL),
    /** The code is documented; that this is what provokes it is inferred. */
    INCOMPLETE_SIGNATURE(
            400,
            "IncompleteSignature",
            "The request signature does not conform to Aliyun standards. server string to sign is:{StringToSign}",
            INFERRED,
            NATURAL),
    /** The cloud hashes the body itself, so that another body is another canonical request. */
    ACS3_BODY_MISMATCH(
            400,
            "SignatureDoesNotMatch",
            "Specified signature does not match our calculation. server StringToSign is [{StringToSign}] server"
                    + " CanonicalRequest is [{CanonicalRequest}]",
            INFERRED,
            NATURAL),
    /** Nothing may follow the string to sign: the legacy SDK compares it with its own, to the end of the message. */
    V1_SIGNATURE_MISMATCH(
            400,
            "SignatureDoesNotMatch",
            "Specified signature is not matched with our calculation. server string to sign is:{StringToSign}",
            REPORTED,
            NATURAL),
    ACS3_SIGNATURE_MISMATCH(
            400,
            "SignatureDoesNotMatch",
            "Specified signature does not match our calculation. server StringToSign is [{StringToSign}] server"
                    + " CanonicalRequest is [{CanonicalRequest}]",
            REPORTED,
            NATURAL),
    USER_FLOW_CONTROL(400, "Throttling.User", "Request was denied due to user flow control.", DOCUMENTED, NATURAL),
    API_FLOW_CONTROL(
            400,
            "Throttling.Api",
            "Request was denied due to api flow control.",
            DOCUMENTED,
            onDemand("It counts the calls of all customers of the cloud; the stub has only its own.")),
    THROTTLING(
            400,
            "Throttling",
            "Request was denied due to request throttling.",
            INFERRED,
            onDemand("No page says when it comes instead of Throttling.User.")),
    MISSING_OPERATION_PARAMETER(400, "Missing{Param}", "{Param} is mandatory for this action.", REPORTED, NATURAL),
    NEED_SSL(
            400,
            "InvalidProtocol.NeedSsl",
            "Your request is denied as lack of ssl protect.",
            DOCUMENTED,
            onDemand("IoT Platform allows HTTP; other products do not.")),
    /** IoT Platform may well answer {@code iot.common.RamActionPermissionDeny} instead; no answer of its was published. */
    RAM_FORBIDDEN(
            403,
            "Forbidden.RAM",
            "User not authorized to operate on the specified resource, or this API doesn't support RAM.",
            DOCUMENTED,
            NATURAL),
    NO_PERMISSION(
            403,
            "NoPermission",
            "You are not authorized to do this action.",
            DOCUMENTED,
            onDemand("No page says when it comes instead of Forbidden.RAM.")),
    UNSUPPORTED_OPERATION(
            400,
            "UnsupportedOperation",
            "The specified action is not supported.",
            INFERRED,
            onDemand("A sample on IoT Platform's own page; the gateway answers InvalidAction.NotFound.")),
    SERVICE_UNAVAILABLE(
            503,
            "ServiceUnavailable",
            "The request has failed due to a temporary failure of the server.",
            DOCUMENTED,
            onDemand("A failure of the cloud, not of a request.")),
    BODY_INCOMPLETE(
            400,
            "IncompleteBody",
            "You did not provide the number of bytes specified by the Content-Length HTTP header.",
            INFERRED,
            onDemand("Only a client that stops sending and still listens can read it; the connection's end is no"
                    + " request.")),
    INTERNAL_ERROR(
            500,
            "InternalError",
            "The request processing has failed due to some unknown error, exception or failure.",
            DOCUMENTED,
            onDemand("A failure of the cloud, or a bug of this stub, not of a request."));

    private final int status;
    private final String code;
    private final String message;
    private final Evidence evidence;
    private final Provocation provocation;

    GatewayError(int status, String code, String message, Evidence evidence, Provocation provocation) {
        this.status = status;
        this.code = code;
        this.message = message;
        this.evidence = evidence;
        this.provocation = provocation;
    }

    @Override
    public CloudService service() {
        return CloudService.IOT_PLATFORM;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String message() {
        return message;
    }

    @Override
    public Evidence evidence() {
        return evidence;
    }

    @Override
    public Provocation provocation() {
        return provocation;
    }
}
