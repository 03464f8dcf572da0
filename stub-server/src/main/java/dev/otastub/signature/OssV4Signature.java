package dev.otastub.signature;

import dev.otastub.core.Secret;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Signature version 4 of OSS, in the Authorization header, in presigned URLs ({@code x-oss-signature}) and of post
 * policies.
 *
 * @see <a href="https://help.aliyun.com/zh/oss/developer-reference/signature-version-4-recommend">Signature version 4</a>
 */
public final class OssV4Signature {

    /** The name of the algorithm, which is also that of the version. */
    public static final String VERSION = "OSS4-HMAC-SHA256";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private OssV4Signature() {}

    /**
     * What a signature is good for.
     *
     * @param date the day in the credential, yyyymmdd
     * @param region the region in the credential, such as cn-shanghai
     */
    public record Scope(String date, String region) {

        /** The scope of what is signed at a time. */
        public static Scope of(Instant when, String region) {
            return new Scope(time(when).substring(0, 8), region);
        }

        /** As the credential of an access key names it. */
        public String credential(String accessKeyId) {
            return accessKeyId + "/" + this;
        }

        @Override
        public String toString() {
            return date + "/" + region + "/oss/aliyun_v4_request";
        }
    }

    /** A time as x-oss-date has it, yyyymmddTHHMMSSZ. */
    public static String time(Instant when) {
        return TIME.format(when);
    }

    /**
     * The string to sign.
     *
     * @param time the time in x-oss-date, yyyymmddTHHMMSSZ
     */
    public static String stringToSign(String time, Scope scope, OssV4Request request) {
        return String.join("\n", VERSION, time, scope.toString(), Digests.sha256Hex(Digests.utf8(request.canonical())));
    }

    /** In lower-case hex. */
    public static String sign(Secret secret, Scope scope, String stringToSign) {
        byte[] key = Digests.utf8("aliyun_v4" + secret.value());
        for (String part : new String[] {scope.date(), scope.region(), "oss", "aliyun_v4_request"}) {
            key = Digests.hmacSha256(key, part);
        }
        return Digests.hex(Digests.hmacSha256(key, stringToSign));
    }
}
