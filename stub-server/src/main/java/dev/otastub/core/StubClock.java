package dev.otastub.core;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The stub's time, or an account's: that of the clock below it, moved by an offset or frozen at an instant. Below the
 * stub's clock is the machine's; below an account's is the stub's, so that an account goes along with the stub until it
 * is given a time of its own. Safe for use by many threads.
 */
public final class StubClock implements InstantSource {

    private static final State LIKE_THE_BASE = new State(Duration.ZERO, null);

    private final InstantSource base;
    private final Runnable beforeMove;
    private volatile State state = LIKE_THE_BASE;

    /** Either an offset to the time below, or, if not null, an instant at which time stands. */
    private record State(Duration offset, @Nullable Instant frozenAt) {}

    /** @param base the machine's time, or the clock that this one goes along with */
    public StubClock(InstantSource base) {
        this(base, () -> {});
    }

    /**
     * A clock that not everybody may move.
     *
     * @param beforeMove asked before the clock is moved or frozen; throws if it may not be
     */
    public StubClock(InstantSource base, Runnable beforeMove) {
        this.base = base;
        this.beforeMove = beforeMove;
    }

    @Override
    public Instant instant() {
        State now = state;
        return now.frozenAt() != null ? now.frozenAt() : base.instant().plus(now.offset());
    }

    /** The machine's own time, which callers with clocks of their own go by. */
    public Instant machineInstant() {
        return base instanceof StubClock below ? below.machineInstant() : base.instant();
    }

    /** Stops time at the given instant. */
    public synchronized void freezeAt(Instant instant) {
        set(new State(Duration.ZERO, instant));
    }

    /** Sets the time, from where it runs on or, if it stands, where it stands then. */
    public synchronized void set(Instant instant) {
        if (state.frozenAt() != null) {
            freezeAt(instant);
        } else {
            set(new State(Duration.between(base.instant(), instant), null));
        }
    }

    /** Stops time where it is. */
    public synchronized void freeze() {
        freezeAt(instant());
    }

    /** Moves time on (or back, by a negative duration), frozen or not. */
    public synchronized void advance(Duration by) {
        State now = state;
        set(
                now.frozenAt() != null
                        ? new State(Duration.ZERO, now.frozenAt().plus(by))
                        : new State(now.offset().plus(by), null));
    }

    /** Lets time run on from where it is; while the clock below stands, it stands along with that. */
    public synchronized void run() {
        State now = state;
        if (now.frozenAt() != null) {
            set(new State(Duration.between(base.instant(), now.frozenAt()), null));
        }
    }

    /** Goes back to the time of the clock below. */
    public synchronized void reset() {
        if (isMovedItself()) {
            set(LIKE_THE_BASE);
        }
    }

    private void set(State next) {
        beforeMove.run();
        state = next;
    }

    /** Whether time stands, by this clock's own setting or by that of the clock below. */
    public boolean isFrozen() {
        return state.frozenAt() != null || base instanceof StubClock below && below.isFrozen();
    }

    /** Whether this clock or one below was moved or frozen, so that it may differ from the machine's. */
    public boolean isMoved() {
        return isMovedItself() || base instanceof StubClock below && below.isMoved();
    }

    /** Whether this clock was moved or frozen, so that it may differ from the one below. */
    public boolean isMovedItself() {
        return !state.equals(LIKE_THE_BASE);
    }
}
