package dev.otastub.account;

import dev.otastub.core.Secret;
import dev.otastub.signature.Digests;
import java.nio.charset.StandardCharsets;

/**
 * An access key pair.
 *
 * @param id the AccessKeyId
 * @param secret the AccessKeySecret
 * @param active whether the key may be used; a disabled one is known, and refused
 */
public record AccessKey(String id, Secret secret, boolean active) {

    /** An active key pair. */
    public static AccessKey of(String id, String secret) {
        return new AccessKey(id, new Secret(secret), true);
    }

    /** The pair that signs upload policies of an account that was given none: it follows from the account's id. */
    public static AccessKey issuingPairOf(String uid) {
        String hash = Digests.sha256Hex(("ota-stub issuing pair of " + uid).getBytes(StandardCharsets.UTF_8));
        return of("LTAI5t" + hash.substring(0, 18), hash.substring(18, 48));
    }
}
