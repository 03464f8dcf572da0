package dev.otastub.oss.policy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;

/**
 * Writes the policy that the platform hands out with an upload URL: compact, as the OSS SDK for Java prints it. What
 * Alibaba's own policies hold was never published; these two conditions are those of a published clone of the API.
 */
public final class PostPolicyWriter {

    private static final DateTimeFormatter EXPIRATION = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private PostPolicyWriter() {}

    /** A policy for files of a size in a range, with keys that begin with a prefix, in Base64. */
    public static String base64(Instant expiration, LongRange sizes, String keyPrefix) {
        String json = "{\"expiration\":\"" + EXPIRATION.format(expiration)
                + "\",\"conditions\":[[\"content-length-range\"," + sizes.min() + "," + sizes.max()
                + "],[\"starts-with\",\"$key\"," + PolicyJson.quoted(keyPrefix) + "]]}";
        return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
