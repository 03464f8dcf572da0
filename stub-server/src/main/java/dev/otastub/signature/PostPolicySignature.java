package dev.otastub.signature;

import dev.otastub.core.Secret;

/**
 * Signatures of post policies. The string to sign is the {@code policy} field as it was sent, still in Base64.
 *
 * @see <a href="https://www.alibabacloud.com/help/en/oss/developer-reference/postobject">PostObject</a>
 * @see <a href="https://help.aliyun.com/zh/oss/developer-reference/signature-version-4-recommend">POST signature, V4</a>
 */
public final class PostPolicySignature {

    private PostPolicySignature() {}

    /** The field {@code Signature}. */
    public static String v1(Secret secret, String base64Policy) {
        return Digests.hmacSha1Base64(secret.value(), base64Policy);
    }

    /**
     * The field {@code x-oss-signature}.
     *
     * @param date the day in the credential, yyyymmdd
     * @param region the region in the credential, such as cn-shanghai
     */
    public static String v4(Secret secret, String date, String region, String base64Policy) {
        return OssV4Signature.sign(secret, new OssV4Signature.Scope(date, region), base64Policy);
    }
}
