package dev.otastub.oss;

import dev.otastub.account.Clocks;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a file that nobody claimed goes. That IoT Platform deletes them "on a regular basis" is documented, and that a
 * package must be made of them within 60 minutes; that they go right then is inferred. Files in customers' own buckets stay.
 *
 * @param clocks the times by which they go: each by that of its owner
 * @param lifetime how long they stay; empty for ever
 * @param claims who knows which are claimed
 */
public record Unclaimed(Clocks clocks, Optional<Duration> lifetime, Claims claims) {

    /** Documented, for making a package of them. */
    public static final Duration LIFETIME = Duration.ofMinutes(60);

    /** Everything stays. */
    public static Unclaimed kept(Clocks clocks) {
        return new Unclaimed(clocks, Optional.empty(), Claims.NONE);
    }

    /** Whether its time is over and nobody claimed it. Nobody sees it any more, even if it is not deleted yet. */
    boolean isGone(StoredObject object) {
        return endOf(object)
                .filter(end -> !clocks.at(object.ownerUid()).instant().isBefore(end))
                .isPresent();
    }

    /** When the object goes, by its owner's clock; empty if it stays. */
    public Optional<Instant> endOf(StoredObject object) {
        return lifetime.filter(time -> object.bucket().equals(Addressing.PLATFORM_BUCKET))
                .filter(time -> !claims.isClaimed(object.bucket(), object.key()))
                .map(object.uploadedAt()::plus);
    }
}
