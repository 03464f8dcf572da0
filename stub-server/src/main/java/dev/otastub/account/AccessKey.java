package dev.otastub.account;

import dev.otastub.core.Secret;

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
}
