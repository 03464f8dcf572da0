package dev.otastub.core;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The stub's time: the machine's, moved by an offset or frozen at an instant. Safe for use by many threads. */
public final class StubClock implements InstantSource {

    private final InstantSource machine;
    private volatile State state = new State(Duration.ZERO, null);

    /** Either an offset to the machine's time, or, if not null, an instant at which time stands. */
    private record State(Duration offset, @Nullable Instant frozenAt) {}

    public StubClock(InstantSource machine) {
        this.machine = machine;
    }

    @Override
    public Instant instant() {
        State now = state;
        return now.frozenAt() != null ? now.frozenAt() : machine.instant().plus(now.offset());
    }

    /** The machine's own time, which callers with clocks of their own go by. */
    public Instant machineInstant() {
        return machine.instant();
    }

    /** Stops time at the given instant. */
    public synchronized void freezeAt(Instant instant) {
        state = new State(Duration.ZERO, instant);
    }

    /** Stops time where it is. */
    public synchronized void freeze() {
        freezeAt(instant());
    }

    /** Moves time on (or back, by a negative duration), frozen or not. */
    public synchronized void advance(Duration by) {
        State now = state;
        state = now.frozenAt() != null
                ? new State(Duration.ZERO, now.frozenAt().plus(by))
                : new State(now.offset().plus(by), null);
    }

    /** Lets time run on from where it is. */
    public synchronized void run() {
        State now = state;
        if (now.frozenAt() != null) {
            state = new State(Duration.between(machine.instant(), now.frozenAt()), null);
        }
    }

    /** Goes back to the machine's time. */
    public synchronized void reset() {
        state = new State(Duration.ZERO, null);
    }

    public boolean isFrozen() {
        return state.frozenAt() != null;
    }

    /** Whether this clock was moved or frozen, so that it may differ from the machine's. */
    public boolean isMoved() {
        State now = state;
        return now.frozenAt() != null || !now.offset().isZero();
    }
}
