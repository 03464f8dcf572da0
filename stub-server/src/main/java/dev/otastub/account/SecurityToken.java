package dev.otastub.account;

import java.time.Instant;
import java.util.Optional;

/**
 * A temporary credential of STS.
 *
 * @param token the SecurityToken that goes with each request
 * @param key the temporary key pair, whose id begins {@code STS.}
 * @param expiration when it ends, if it ever does
 * @param permissions which operations the RAM role may call that it was issued for
 */
public record SecurityToken(String token, AccessKey key, Optional<Instant> expiration, Permissions permissions) {

    /** A credential of a role that may call whatever its account may. */
    public SecurityToken(String token, AccessKey key, Optional<Instant> expiration) {
        this(token, key, expiration, Permissions.ALL);
    }

    /** Whether the token has ended at that instant. */
    public boolean expiredAt(Instant now) {
        return expiration.isPresent() && !now.isBefore(expiration.get());
    }

    /** Never shows the token, which is as good as a secret. */
    @Override
    public String toString() {
        return "SecurityToken[key=" + key + ", expiration=" + expiration + ", permissions=" + permissions + "]";
    }
}
