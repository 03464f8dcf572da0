package dev.otastub.contracts.kit;

import dev.otastub.core.Secret;
import java.util.Optional;

/**
 * By which a client signs its calls.
 *
 * @param id the AccessKeyId
 * @param secret the AccessKeySecret
 * @param token the security token of temporary credentials
 */
public record Credentials(String id, Secret secret, Optional<Secret> token) {

    /** Those of an access key that stays. */
    public static Credentials of(String id, String secret) {
        return new Credentials(id, new Secret(secret), Optional.empty());
    }

    Credentials withWrongSecret() {
        return new Credentials(id, new Secret("not-" + secret.value()), token);
    }
}
