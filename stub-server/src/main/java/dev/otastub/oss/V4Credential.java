package dev.otastub.oss;

import java.util.Optional;

/**
 * {@code <access key id>/<yyyymmdd>/<region>/oss/aliyun_v4_request}; its parts may still be wrong.
 *
 * @param product the service that the signature is for
 * @param terminal what ends the credential
 */
public record V4Credential(String accessKeyId, String date, String region, String product, String terminal) {

    /** What it reads from a text; empty if that has not five parts. */
    public static Optional<V4Credential> of(String text) {
        String[] parts = text.split("/", -1);
        return parts.length == 5
                ? Optional.of(new V4Credential(parts[0], parts[1], parts[2], parts[3], parts[4]))
                : Optional.empty();
    }

    /** Whether its access key id has only characters that one can have. */
    public boolean hasSoundAccessKeyId() {
        return accessKeyId.matches("[A-Za-z0-9._-]+");
    }

    public boolean hasSoundDate() {
        return CredentialRules.date(date).isPresent();
    }

    public boolean isForOss() {
        return product.equals("oss");
    }

    public boolean endsRight() {
        return terminal.equals("aliyun_v4_request");
    }
}
