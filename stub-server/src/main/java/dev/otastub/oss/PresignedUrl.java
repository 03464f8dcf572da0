package dev.otastub.oss;

import dev.otastub.account.AccessKey;
import dev.otastub.core.Headers;
import dev.otastub.signature.OssV1Signature;
import dev.otastub.signature.Parameters;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * Signs URLs by which anybody can download an object for a while, with version 1 of OSS's signatures.
 *
 * @see <a href="https://www.alibabacloud.com/help/en/oss/developer-reference/add-signatures-to-urls">Include a V1
 *     signature in a URL</a>
 */
public final class PresignedUrl {

    private PresignedUrl() {}

    /**
     * The URL, signed for GET.
     *
     * @param key the pair of the bucket's owner
     * @param url the object's URL; its parameters, such as response-content-type, are signed along
     * @param address what it addresses
     * @param expires from when on it is refused
     */
    public static String get(AccessKey key, URI url, OssAddress address, Instant expires) {
        Parameters asked =
                Parameters.parse(Optional.ofNullable(url.getRawQuery()).orElse(""));
        String until = Long.toString(expires.getEpochSecond());
        String stringToSign = OssV1Signature.stringToSign(
                "GET",
                Headers.NONE,
                until,
                OssV1Signature.canonicalizedResource(address.bucket(), address.key(), asked));
        Parameters all = asked.and("Expires", until)
                .and("OSSAccessKeyId", key.id())
                .and("Signature", OssV1Signature.sign(key.secret(), stringToSign));
        return url.getScheme() + "://" + url.getRawAuthority() + url.getRawPath() + "?" + all.encoded();
    }
}
