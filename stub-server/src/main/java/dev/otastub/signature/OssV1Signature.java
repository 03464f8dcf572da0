package dev.otastub.signature;

import dev.otastub.core.Headers;
import dev.otastub.core.Secret;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Signature version 1 of OSS, in the Authorization header ({@code OSS id:signature}) and in presigned URLs
 * ({@code OSSAccessKeyId}, {@code Expires}, {@code Signature}).
 *
 * @see <a href="https://www.alibabacloud.com/help/en/oss/developer-reference/include-signatures-in-the-authorization-header">
 *     Include a V1 signature in the Authorization header</a>
 */
public final class OssV1Signature {

    /** What aliyun-sdk-oss 3.18.5 or alibabacloud-oss-v2 0.4.0 sign, but for the names that begin with x-oss-. */
    private static final Set<String> SUBRESOURCES = Set.of(
            "accessPoint",
            "accessPointPolicy",
            "acl",
            "append",
            "asyncFetch",
            "bucketArchiveDirectRead",
            "bucketInfo",
            "callback",
            "callback-var",
            "cleanRestoredObject",
            "cloudboxes",
            "cname",
            "comp",
            "continuation-token",
            "cors",
            "delete",
            "encryption",
            "endTime",
            "httpsConfig",
            "img",
            "inventory",
            "inventoryId",
            "lifecycle",
            "live",
            "location",
            "logging",
            "metaQuery",
            "objectMeta",
            "partNumber",
            "policy",
            "policyStatus",
            "position",
            "processConfiguration",
            "publicAccessBlock",
            "qos",
            "qosInfo",
            "redundancyTransition",
            "referer",
            "regionList",
            "replication",
            "replicationLocation",
            "replicationProgress",
            "requestPayment",
            "resourceGroup",
            "restore",
            "seal",
            "security-token",
            "sequential",
            "startTime",
            "stat",
            "status",
            "style",
            "styleName",
            "symlink",
            "tagging",
            "transferAcceleration",
            "udf",
            "udfApplication",
            "udfApplicationLog",
            "udfImage",
            "udfImageDesc",
            "udfName",
            "uploadId",
            "uploads",
            "versionId",
            "versioning",
            "versions",
            "vip",
            "vod",
            "vpcip",
            "website",
            "worm",
            "wormExtend",
            "wormId");

    private static final Set<String> RESPONSE_OVERRIDES = Set.of(
            "response-cache-control",
            "response-content-disposition",
            "response-content-encoding",
            "response-content-language",
            "response-content-type",
            "response-expires");

    private OssV1Signature() {}

    /**
     * Bucket, key and the signed parameters, none of them encoded.
     *
     * @param bucket empty for a request to the service itself
     * @param key empty for a request to the bucket itself
     */
    public static String canonicalizedResource(String bucket, String key, Parameters query) {
        String resource = bucket.isEmpty() ? "/" : "/" + bucket + "/" + key;
        Parameters signed = query.only(parameter -> isSigned(parameter.name())).sorted();
        String separator = signed.all().isEmpty() ? "" : "?";
        return resource
                + signed.all().stream()
                        .map(OssV1Signature::nameAndValue)
                        .collect(Collectors.joining("&", separator, ""));
    }

    /** The date that a request signed in its header carries: {@code x-oss-date} stands in for {@code Date}. */
    public static String date(Headers headers) {
        return headers.first("x-oss-date").or(() -> headers.first("Date")).orElse("");
    }

    /**
     * The string to sign.
     *
     * @param dateOrExpires the {@link #date}, or the parameter {@code Expires} of a presigned URL
     */
    public static String stringToSign(
            String method, Headers headers, String dateOrExpires, String canonicalizedResource) {
        return String.join(
                "\n",
                method,
                SignedHeader.value(headers, "Content-MD5"),
                SignedHeader.value(headers, "Content-Type"),
                dateOrExpires,
                canonicalizedOssHeaders(headers) + canonicalizedResource);
    }

    public static String sign(Secret secret, String stringToSign) {
        return Digests.hmacSha1Base64(secret.value(), stringToSign);
    }

    /** Whether a parameter asks for another operation than the plain one, such as {@code ?acl}. */
    public static boolean isSubresource(String name) {
        return SUBRESOURCES.contains(name);
    }

    /** Whether a parameter changes a header of the answer, such as {@code response-content-type}. */
    public static boolean isResponseOverride(String name) {
        return RESPONSE_OVERRIDES.contains(name);
    }

    private static boolean isSigned(String name) {
        return name.startsWith("x-oss-") || SUBRESOURCES.contains(name) || RESPONSE_OVERRIDES.contains(name);
    }

    /** A parameter without a value is signed without an equals sign: {@code ?acl}. */
    private static String nameAndValue(Parameter parameter) {
        return parameter.value().isEmpty() ? parameter.name() : parameter.name() + "=" + parameter.value();
    }

    private static String canonicalizedOssHeaders(Headers headers) {
        return headers.namesWithPrefix("x-oss-").stream()
                .sorted()
                .map(name -> name + ":" + SignedHeader.value(headers, name) + "\n")
                .collect(Collectors.joining());
    }
}
