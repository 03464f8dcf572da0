package dev.otastub.account;

import java.time.Instant;
import java.util.Optional;

/**
 * A temporary credential of STS.
 *
 * @param token the SecurityToken that goes with each request
 * @param key the temporary key pair, whose id begins {@code STS.}
 * @param expiration when it ends, if it ever does
 */
public record SecurityToken(String token, AccessKey key, Optional<Instant> expiration) {

    /** Whether the token has ended at that instant. */
    public boolean expiredAt(Instant now) {
        return expiration.isPresent() && !now.isBefore(expiration.get());
    }
}
