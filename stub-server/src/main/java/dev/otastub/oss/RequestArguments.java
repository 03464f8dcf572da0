package dev.otastub.oss;

import static java.util.Map.entry;

import dev.otastub.core.HttpRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What any request of OSS says of the arguments of a refusal that it has given no cause for, as an ordered one is. Names
 * are those of elements and placeholders.
 */
public final class RequestArguments {

    /** Which argument of a request a row is about; of two names, that of version 1 of signatures. */
    private static final Map<OssErrorRow, String> ABOUT = Map.ofEntries(
            entry(PostObjectError.AMZ_KMS_KEY_ID_SENT, FormRules.FOREIGN_KMS_KEY),
            entry(PostObjectError.KEY_MISSING, "key"),
            entry(PostObjectError.SIGNATURE_VERSION_UNKNOWN, "x-oss-signature-version"),
            entry(PostObjectError.POLICY_MISSING, "policy"),
            entry(PostObjectError.SIGNATURE_MISSING, "Signature"),
            entry(PostObjectError.SIGNATURE_EMPTY, "Signature"),
            entry(PostObjectError.ACCESS_KEY_ID_MISSING, "OSSAccessKeyId"),
            entry(PostObjectError.ACCESS_KEY_ID_EMPTY, "OSSAccessKeyId"),
            entry(PostObjectError.V4_CREDENTIAL_MALFORMED, "x-oss-credential"),
            entry(PostObjectError.V4_CREDENTIAL_ACCESS_KEY_ID_INVALID, "x-oss-credential"),
            entry(PostObjectError.V4_CREDENTIAL_DATE_INVALID, "x-oss-credential"),
            entry(PostObjectError.V4_CREDENTIAL_TERMINAL_INVALID, "x-oss-credential"),
            entry(PostObjectError.V4_DATE_MISSING, "x-oss-date"),
            entry(PostObjectError.V4_DATE_INVALID, "x-oss-date"),
            entry(PostObjectError.OBJECT_ACL_INVALID, "x-oss-object-acl"),
            entry(PostObjectError.STORAGE_CLASS_INVALID, "x-oss-storage-class"),
            entry(PostObjectError.CALLBACK_NOT_BASE64, "callback"),
            entry(PostObjectError.CALLBACK_NOT_JSON, "callback"),
            entry(PostObjectError.CALLBACK_BODY_EMPTY, "callback"),
            entry(PostObjectError.CALLBACK_URL_INVALID, "callback"),
            entry(PostObjectError.CALLBACK_TOO_LONG, "callback"),
            entry(PostObjectError.CALLBACK_ADDRESS_PRIVATE, "callback"),
            entry(OssError.AUTHORIZATION_MALFORMED, "Authorization"),
            entry(OssError.V4_CONTENT_SHA256_INVALID, "x-oss-content-sha256"),
            entry(OssError.SIGNATURE_VERSION_UNKNOWN, "x-oss-signature-version"),
            entry(OssError.V4_URL_INCOMPLETE, "x-oss-credential"),
            entry(OssError.V4_URL_CREDENTIAL_INVALID, "x-oss-credential"),
            entry(OssError.V4_URL_ACCESS_KEY_ID_INVALID, "x-oss-credential"),
            entry(OssError.V4_URL_SIGNING_DATE_INVALID, "x-oss-credential"),
            entry(OssError.V4_URL_SIGNING_REGION_WRONG, "x-oss-credential"),
            entry(OssError.V4_URL_SIGNING_PRODUCT_WRONG, "x-oss-credential"),
            entry(OssError.V4_URL_EXPIRES_OUT_OF_RANGE, "x-oss-expires"),
            entry(OssError.MAX_KEYS_INVALID, "max-keys"),
            entry(OssError.ENCODING_TYPE_INVALID, "encoding-type"),
            entry(OssError.CONTINUATION_TOKEN_INVALID, "continuation-token"));

    private static final Map<String, String> NAME_IN_V4 =
            Map.of("Signature", "x-oss-signature", "OSSAccessKeyId", "x-oss-credential");

    /** Rows that say of an argument that it has no value, which is what they show of it. */
    private static final Set<OssErrorRow> WITHOUT_VALUE = Set.of(
            PostObjectError.KEY_MISSING,
            PostObjectError.POLICY_MISSING,
            PostObjectError.SIGNATURE_MISSING,
            PostObjectError.SIGNATURE_EMPTY,
            PostObjectError.ACCESS_KEY_ID_MISSING,
            PostObjectError.ACCESS_KEY_ID_EMPTY,
            PostObjectError.V4_DATE_MISSING,
            OssError.V4_URL_INCOMPLETE);

    private RequestArguments() {}

    /** Where the request is sent, and by whom. */
    public static Map<String, String> general(HttpRequest request, OssAddress address, String key, String accessKeyId) {
        return Map.of(
                "BucketName", address.bucket(),
                "Key", key,
                "Method", request.method(),
                "OSSAccessKeyId", accessKeyId,
                "AccessKeyId", accessKeyId);
    }

    /**
     * The argument that a row is about, and its value; nothing if the row is about none.
     *
     * @param sent the value of what the request has under a name
     */
    public static Map<String, String> argument(
            OssErrorRow row, boolean version4, Function<String, Optional<String>> sent) {
        return Optional.ofNullable(ABOUT.get(row))
                .map(name -> version4 ? NAME_IN_V4.getOrDefault(name, name) : name)
                .map(name -> OssErrorRow.argument(
                        name,
                        WITHOUT_VALUE.contains(row) ? "" : sent.apply(name).orElse("")))
                .orElseGet(LinkedHashMap::new);
    }
}
