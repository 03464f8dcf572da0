package dev.otastub.oss;

/**
 * What an OSS request is about.
 *
 * @param bucket the bucket
 * @param key the object's key, decoded; empty if the bucket itself is meant
 * @param style how the bucket was named
 */
public record OssAddress(String bucket, String key, Style style) {

    /** How the bucket was named. */
    public enum Style {
        /** By the host, as on the public cloud. */
        VIRTUAL_HOST,
        /** By the path, or by nothing, as tests on an IP address or localhost do. */
        PATH,
        /** By the path on OSS's own endpoint, which OSS forbids. */
        SECOND_LEVEL_DOMAIN,
        /** By the host, at the endpoint of a region the bucket is not in. */
        OTHER_ENDPOINT
    }
}
