package dev.otastub.core;

import java.time.Duration;
import java.time.Instant;

/**
 * Whether a time that a caller brings along passes: the caller has a clock of its own, which nobody moves when a test
 * moves the stub's. So once ours was moved or frozen, the machine's counts as well.
 *
 * @param clock the stub's clock, or that of the account that the caller is of
 * @param window how far the caller's time may be off, either way
 * @param strict whether the stub's clock alone counts
 */
public record CallerTime(StubClock clock, Duration window, boolean strict) {

    /** Whether the caller's time is fresh, for a request that arrived then by the stub's clock. */
    public boolean isFresh(Instant callersTime, Instant arrived) {
        return near(callersTime, arrived) || !strict && clock.isMoved() && near(callersTime, clock.machineInstant());
    }

    /** The same by another clock. */
    public CallerTime by(StubClock other) {
        return new CallerTime(other, window, strict);
    }

    private boolean near(Instant callersTime, Instant now) {
        return Duration.between(callersTime, now).abs().compareTo(window) <= 0;
    }
}
