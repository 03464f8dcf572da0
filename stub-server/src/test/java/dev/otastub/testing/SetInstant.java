package dev.otastub.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A machine's time that stands until a test moves it. */
public final class SetInstant implements InstantSource {

    private volatile Instant instant;

    public SetInstant(Instant instant) {
        this.instant = instant;
    }

    @Override
    public Instant instant() {
        return instant;
    }

    public void advance(Duration by) {
        instant = instant.plus(by);
    }
}
