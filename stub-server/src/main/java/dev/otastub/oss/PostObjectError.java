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
 * The causes for which PostObject refuses an upload, in the order in which an upload meets them.
 *
 * <p>Evidence speaks of status, Code and Message; {@link #ecEvidence()} of the EC. Where OSS's sentence is unknown, S3's
 * stands in, because OSS numbers the mistakes of a policy (0006-00000202 and on) item by item as S3 words them.
 *
 * @see <a href="https://help.aliyun.com/en/oss/developer-reference/postobject">PostObject</a>
 * @see <a href="https://help.aliyun.com/en/oss/user-guide/0006-00000201">The numbered causes, one page each</a>
 */
public enum PostObjectError implements OssErrorRow {

    // The request line, and where it is sent

    NO_SUCH_BUCKET(row(404, "NoSuchBucket", "The specified bucket does not exist.", DOCUMENTED)
            .details("BucketName")
            .concludedEc("0015-00000101")),
    WRONG_ENDPOINT(denied(
            "The bucket you are attempting to access must be addressed using the specified endpoint."
                    + " Please send all future requests to this endpoint.",
            DOCUMENTED)),
    SECOND_LEVEL_DOMAIN_FORBIDDEN(
            row(403, "SecondLevelDomainForbidden", "Please use virtual hosted style to access.", DOCUMENTED)),
    POST_ON_OBJECT(methodNotAllowed(INFERRED)),

    // The headers of the request

    CONTENT_TYPE_UNUSABLE(methodNotAllowed(REPORTED)),
    NOT_MULTIPART(row(
            400,
            "RequestIsNotMultiPartContent",
            "Bucket POST must be of the enclosure-type multipart/form-data",
            DOCUMENTED)),
    CONTENT_LENGTH_MISSING(
            row(411, "MissingContentLength", "You must provide the Content-Length HTTP header.", DOCUMENTED)),
    BODY_TOO_LARGE(invalidArgument("Post body size must be less than 5G", REPORTED)),

    // The form

    FORM_MALFORMED(malformed(REPORTED).ec("0006-00000104")),
    PART_STARTS_WITHOUT_CONTENT_DISPOSITION(malformed(REPORTED).ec("0006-00000109")),
    PART_HEADER_UNKNOWN(invalidArgument("The bucket POST contains unrecognized field name", DOCUMENTED)
            .onDemand("today's clients send such headers, and the evidence against them is of 2015")),
    FIELD_NAME_TOO_LONG(
            fieldTooLong("Your name of form field is too long.", REPORTED).ec("0006-00000110")),
    FIELD_VALUE_TOO_LONG(
            fieldTooLong("Your value of form field is too long.", INFERRED).concludedEc("0006-00000111")),
    FIELDS_TOO_LONG(row(
                    400,
                    "MaxPOSTPreDataLengthExceededError",
                    "Your POST request fields preceding the upload file were too large.",
                    DOCUMENTED)
            .ec("0006-00000112")),
    AMZ_KMS_KEY_ID_SENT(invalidArgument("The bucket POST contains unrecognized field name", INFERRED)
            .ec("0006-00000116")),
    FILE_MISSING(notOneFile(REPORTED).ec("0006-00000107")),
    FILE_REPEATED(notOneFile(DOCUMENTED)),
    KEY_MISSING(invalidArgument(
            "The bucket POST must contain the specified 'key'."
                    + " If it is specified, please check the order of the fields",
            REPORTED)),
    INCOMPLETE_BODY(row(
            400,
            "IncompleteBody",
            "You did not provide the number of bytes specified by the Content-Length HTTP header.",
            DOCUMENTED)),
    REQUEST_TIMEOUT(row(
                    400,
                    "RequestTimeout",
                    "Your socket connection to the server was not read from or written to within the timeout period."
                            + " Idle connections will be closed.",
                    DOCUMENTED)
            .onDemand("only half a minute of silence provokes it, which no test waits for")),

    // Who asks

    ANONYMOUS_DENIED(denied("You have no right to access this object because of bucket acl.", DOCUMENTED)
            .concludedEc("0003-00000001")),
    SIGNATURE_VERSION_UNKNOWN(invalidArgument("The signature version '{ArgumentValue}' is not supported.", INFERRED)
            .ec("0002-00000701")),
    POLICY_MISSING(missing().ec("0002-00000702")),
    SIGNATURE_MISSING(missing().ec("0002-00000703")),
    SIGNATURE_EMPTY(
            invalidArgument("Post request signature is empty.", DOCUMENTED).ec("0002-00000704")),
    ACCESS_KEY_ID_MISSING(missing().ec("0002-00000706")),
    ACCESS_KEY_ID_EMPTY(
            invalidArgument("Post request accessKeyId is empty", DOCUMENTED).ec("0002-00000707")),
    V4_CREDENTIAL_MALFORMED(invalidArgument(
            "the Credential is mal-formed; expecting \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aliyun_v4_request\".",
            INFERRED)),
    V4_CREDENTIAL_ACCESS_KEY_ID_INVALID(
            invalidArgument("the Credential holds an invalid access key id '{AccessKeyId}'.", INFERRED)
                    .ec("0002-00000708")),
    V4_CREDENTIAL_DATE_INVALID(invalidArgument(
                    "incorrect date format \"{Date}\". This date in the credential must be in the format"
                            + " \"yyyyMMdd\".",
                    INFERRED)
            .ec("0002-00000709")),
    V4_CREDENTIAL_TERMINAL_INVALID(
            invalidArgument("incorrect terminal \"{Terminal}\". This endpoint uses \"aliyun_v4_request\".", INFERRED)
                    .ec("0002-00000710")),
    V4_DATE_MISSING(missing().concludedEc("0002-00000713")),
    V4_DATE_INVALID(invalidArgument("Invalid date '{ArgumentValue}'.", INFERRED)),
    V4_DATE_OUT_OF_WINDOW(row(
            403,
            "RequestTimeTooSkewed",
            "The difference between the request time and the current time is too large.",
            INFERRED)),
    ACCESS_KEY_ID_UNKNOWN(accessKeyId("The OSS Access Key Id you provided does not exist in our records.", REPORTED)
            .concludedEc("0002-00000902")),
    STS_TOKEN_MISSING(accessKeyId(
                    "The OSS Access Key Id you provided does not exist in our records."
                            + " The Security Token may be lost to specify that it is a STS Access Id.",
                    REPORTED)
            .ec("0002-00000003")),
    ACCESS_KEY_DISABLED(accessKeyId("The OSS Access Key Id you provided is disabled.", REPORTED)),
    SECURITY_TOKEN_INVALID(row(403, "InvalidSecurityToken", "The security token you provided is invalid.", DOCUMENTED)),
    SECURITY_TOKEN_EXPIRED(
            row(403, "SecurityTokenExpired", "The security token you provided has expired.", DOCUMENTED)),
    SECURITY_TOKEN_OF_ANOTHER_KEY(row(
                    403,
                    "AccessKeyIdAndSecurityTokenNotMatch",
                    "The OSS access key id and security token you provided does not match.",
                    DOCUMENTED)
            .ec("0002-00000002")),
    SIGNATURE_DOES_NOT_MATCH(row(
                    403,
                    "SignatureDoesNotMatch",
                    "The request signature we calculated does not match the signature you provided."
                            + " Check your key and signing method.",
                    REPORTED)
            .details("OSSAccessKeyId", "SignatureProvided", "StringToSign", "StringToSignBytes")
            .ec("0002-00000040")),

    // What the policy says

    POLICY_INVALID(policy("Invalid Policy.", INFERRED)
            .ec("0006-00000201")
            .onDemand("a row that names the mistake answers first")),
    POLICY_NOT_BASE64(
            policy("Invalid Policy: invalid Base64 encoding.", INFERRED).ec("0006-00000202")),
    POLICY_NOT_UTF8(policy("Invalid Policy: Invalid JSON.", INFERRED).ec("0006-00000203")),
    POLICY_NOT_JSON(
            policy("Invalid Policy: Invalid JSON: {Problem}", DOCUMENTED).ec("0006-00000204")),
    POLICY_EMPTY(policy("Invalid Policy: Expecting '{' but found End-of-Input", INFERRED)
            .ec("0006-00000205")),
    POLICY_MEMBER_UNKNOWN(
            policy("Invalid Policy: Unexpected: \"{Member}\"", INFERRED).ec("0006-00000206")),
    CONDITIONS_MISSING(
            policy("Invalid Policy: Policy missing conditions.", INFERRED).ec("0006-00000207")),
    EXPIRATION_MISSING(
            policy("Invalid Policy: Policy missing expiration.", INFERRED).ec("0006-00000208")),
    EXPIRATION_AND_CONDITIONS_MISSING(policy("Invalid Policy: Policy missing expiration and conditions.", INFERRED)
            .ec("0006-00000209")),
    EXPIRATION_NOT_STRING(policy("Invalid Policy: Invalid 'expiration' value: must be a String.", INFERRED)
            .ec("0006-00000210")),
    EXPIRATION_EMPTY(
            policy("Invalid Policy: Invalid 'expiration' value: ''", INFERRED).ec("0006-00000211")),
    EXPIRATION_MALFORMED(policy("Invalid Policy: Invalid 'expiration' value: '{Expiration}'", INFERRED)
            .ec("0006-00000212")),
    POLICY_EXPIRED(
            denied("Invalid according to Policy: Policy expired.", DOCUMENTED).ec("0006-00000213")),
    CONDITIONS_NOT_LIST(policy("Invalid Policy: Invalid 'conditions' value: must be a List.", INFERRED)
            .ec("0006-00000214")),
    CONDITIONS_EMPTY(onePropertyEach(INFERRED).ec("0006-00000215")),
    CONDITION_WITHOUT_OPERATOR(policy("Invalid Policy: Invalid Condition: missing operation identifier.", INFERRED)
            .ec("0006-00000216")),
    CONDITION_OPERATOR_UNKNOWN(policy("Invalid Policy: Invalid Condition: unknown operation '{Operator}'.", INFERRED)
            .ec("0006-00000217")),
    CONDITION_ARGUMENT_COUNT(policy("Invalid Policy: Invalid {Operator}: wrong number of arguments.", INFERRED)
            .ec("0006-00000218")),
    LENGTH_RANGE_REVERSED(policy("Invalid Policy: Invalid content-length-range: max is less than min.", INFERRED)
            .ec("0006-00000219")),
    LENGTH_RANGE_MIN_INVALID(policy("Invalid Policy: Invalid content-length-range: invalid min value.", INFERRED)
            .ec("0006-00000220")),
    LENGTH_RANGE_MAX_INVALID(policy("Invalid Policy: Invalid content-length-range: invalid max value.", INFERRED)
            .ec("0006-00000221")),
    CONDITION_NOT_MAP_OR_LIST(policy("Invalid Policy: Invalid Condition: must be a List or Object.", INFERRED)
            .ec("0006-00000222")),
    LENGTH_RANGE_NESTED(
            policy("Invalid Policy: Invalid content-length-range: must not hold a List or Object.", INFERRED)
                    .ec("0006-00000223")),
    CONDITION_ARGUMENT_TYPE(policy("Invalid Policy: Invalid {Operator}: wrong type of argument.", INFERRED)
            .ec("0006-00000224")),
    SIMPLE_CONDITION_PROPERTIES(onePropertyEach(DOCUMENTED).concludedEc("0006-00000225")),
    SIMPLE_CONDITION_VALUE(policy("Invalid Policy: Invalid Simple-Condition: value must be a string.", INFERRED)
            .concludedEc("0006-00000225")),
    CONDITION_FIELD_MISSING(denied("Invalid according to Policy: Policy Condition failed: {Condition}", REPORTED)
            .ec("0006-00000226")),
    CONDITION_FAILED(denied("Invalid according to Policy: Policy Condition failed: {Condition}", REPORTED)
            .ec("0006-00000227")),
    FIELD_NOT_IN_POLICY(denied("Invalid according to Policy: Extra input fields: {Field}", REPORTED)
            .ec("0006-00000228")),

    // What the form asks for

    OBJECT_NAME_EMPTY(objectName("The Object name can not be empty", DOCUMENTED).ec("0016-00000001")),
    OBJECT_NAME_TOO_LONG(objectName("The Length of Object name must be less than 1024", DOCUMENTED)
            .ec("0016-00000003")),
    OBJECT_NAME_NOT_UTF8(
            objectName("The specified object is not valid", DOCUMENTED).ec("0016-00000004")),
    OBJECT_NAME_LEADING_SLASH(
            objectName("The specified object is not valid", DOCUMENTED).ec("0016-00000005")),
    OBJECT_ACL_INVALID(invalidArgument("no such object access control exists", INFERRED)),
    STORAGE_CLASS_INVALID(invalidArgument("The storage class you specified is not valid", INFERRED)),
    ENCRYPTION_INVALID(row(
            400,
            "InvalidEncryptionAlgorithmError",
            "The Encryption request you specified is not valid. Supported value: AES256/SM4/KMS.",
            DOCUMENTED)),
    KMS_NOT_ENABLED(row(403, "KmsServiceNotEnabled", "This user does not turn on KMS service.", DOCUMENTED)
            .onDemand("the stub encrypts nothing, so KMS is always on")),
    METADATA_NAME_INVALID(invalidArgument("The name of your metadata holds invalid characters", INFERRED)
            .ec("0011-00000004")),
    METADATA_VALUE_INVALID(invalidArgument("The value of your metadata holds invalid characters", INFERRED)
            .ec("0011-00000005")),
    METADATA_TOO_LARGE(invalidArgument("Your metadata headers exceed the maximum allowed metadata size", INFERRED)
            .ec("0011-00000002")),
    CALLBACK_NOT_EMULATED(row(
            501, "NotImplemented", "A header you provided implies functionality that is not implemented.", INFERRED)),
    CALLBACK_NOT_BASE64(invalidArgument("The callback configuration is not base64 encoded.", DOCUMENTED)),
    CALLBACK_NOT_JSON(invalidArgument("The callback configuration is not json format.", DOCUMENTED)),
    CALLBACK_BODY_EMPTY(invalidArgument("The callback body is empty.", DOCUMENTED)),
    CALLBACK_URL_INVALID(invalidArgument("The callback url configuration is invalid.", DOCUMENTED)),
    CALLBACK_TOO_LONG(invalidArgument("The length of callback exceed max value.", DOCUMENTED)),
    CALLBACK_ADDRESS_PRIVATE(invalidArgument("Private address is forbidden to callback.", DOCUMENTED)),

    // The file, and its place

    FILE_TOO_LARGE(row(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size.", DOCUMENTED)
            .details("MaxSizeAllowed", "ProposedSize")
            .ec("0006-00000003")),
    FILE_TOO_SMALL(row(400, "EntityTooSmall", "Your proposed upload smaller than the minimum allowed size.", DOCUMENTED)
            .details("MinSizeAllowed", "ProposedSize")
            .ec("0006-00000004")),
    CONTENT_MD5_MISMATCH(row(400, "InvalidDigest", "The Content-MD5 you specified was invalid.", DOCUMENTED)),
    OBJECT_EXISTS(row(
            409,
            "FileAlreadyExists",
            "The object you specified already exists and can not be overwritten.",
            DOCUMENTED)),
    OBJECT_IMMUTABLE(row(409, "FileImmutable", "The object you specified is immutable.", DOCUMENTED)
            .onDemand("buckets of the stub have no retention policy")),
    CALLBACK_FAILED(
            row(203, "CallbackFailed", "Error status : 502.", DOCUMENTED).onDemand("callbacks are not emulated")),
    INTERNAL_ERROR(row(500, "InternalError", "We encountered an internal error. Please try again.", INFERRED)
            .onDemand("only a bug of the stub, or a full disk, provokes it"));

    /** A record of values that cannot change, which Error Prone does not see. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final OssErrorColumns row;

    PostObjectError(OssErrorColumns row) {
        this.row = row;
    }

    @Override
    public String code() {
        return row.code();
    }

    @Override
    public int status() {
        return row.status();
    }

    @Override
    public String message() {
        return row.message();
    }

    @Override
    public Optional<String> ec() {
        return row.ec();
    }

    /** Whether a page names the EC, or we concluded it; empty if there is none. */
    public Optional<Evidence> ecEvidence() {
        return row.ecEvidence();
    }

    @Override
    public List<String> details() {
        return row.details();
    }

    @Override
    public Evidence evidence() {
        return row.evidence();
    }

    @Override
    public Provocation provocation() {
        return row.provocation();
    }

    /** A field of the signature that is missing while others are there; the sentence is that of a missing key. */
    private static OssErrorColumns missing() {
        return invalidArgument(
                "The bucket POST must contain the specified '{ArgumentName}'."
                        + " If it is specified, please check the order of the fields",
                INFERRED);
    }

    private static OssErrorColumns invalidArgument(String message, Evidence evidence) {
        return row(400, "InvalidArgument", message, evidence).details("ArgumentName", "ArgumentValue");
    }

    private static OssErrorColumns denied(String message, Evidence evidence) {
        return row(403, "AccessDenied", message, evidence);
    }

    private static OssErrorColumns methodNotAllowed(Evidence evidence) {
        return row(405, "MethodNotAllowed", "The specified method is not allowed against this resource.", evidence)
                .details("Method", "ResourceType");
    }

    private static OssErrorColumns malformed(Evidence evidence) {
        // Published answers have no full stop here.
        return row(
                400,
                "MalformedPOSTRequest",
                "The body of your POST request is not well-formed multipart/form-data",
                evidence);
    }

    private static OssErrorColumns fieldTooLong(String message, Evidence evidence) {
        return row(400, "FieldItemTooLong", message, evidence).details("MaxSizeAllowed", "ProposedSize");
    }

    private static OssErrorColumns notOneFile(Evidence evidence) {
        return row(
                400,
                "IncorrectNumberOfFilesInPOSTRequest",
                "POST requires exactly one file upload per request.",
                evidence);
    }

    private static OssErrorColumns accessKeyId(String message, Evidence evidence) {
        return row(403, "InvalidAccessKeyId", message, evidence).details("OSSAccessKeyId");
    }

    private static OssErrorColumns objectName(String message, Evidence evidence) {
        return row(400, "InvalidObjectName", message, evidence);
    }

    private static OssErrorColumns policy(String message, Evidence evidence) {
        return row(400, "InvalidPolicyDocument", message, evidence);
    }

    private static OssErrorColumns onePropertyEach(Evidence evidence) {
        return policy(
                "Invalid Policy: Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.",
                evidence);
    }
}
