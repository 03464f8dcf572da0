package dev.otastub.core;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The stub's time, or an account's: that of the clock below it, moved by an offset or frozen at an instant. Below the
 * stub's clock is the machine's; below an account's is the stub's, so that an account goes along with the stub, however
 * far it is moved itself, until it is frozen, or told to run while the stub's time stands. Safe for use by many threads.
 */
public final class StubClock implements InstantSource {

    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");
    private static final State LIKE_THE_BASE = new State(Duration.ZERO, null, false);

    private final InstantSource base;
    private final Runnable beforeMove;
    private volatile State state = LIKE_THE_BASE;

    /**
     * Either an offset, or, if not null, an instant at which time stands.
     *
     * @param byMachine whether the offset is one to the machine's time instead of that below
     */
    private record State(Duration offset, @Nullable Instant frozenAt, boolean byMachine) {

        static State frozen(Instant instant) {
            return new State(Duration.ZERO, instant, false);
        }

        State plus(Duration by) {
            return frozenAt != null ? frozen(frozenAt.plus(by)) : new State(offset.plus(by), null, byMachine);
        }
    }

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
        return instant(state);
    }

    private Instant instant(State now) {
        return now.frozenAt() != null
                ? now.frozenAt()
                : running(now.byMachine()).plus(now.offset());
    }

    private Instant running(boolean byMachine) {
        return byMachine ? machineInstant() : base.instant();
    }

    /** The machine's own time, which callers with clocks of their own go by. */
    public Instant machineInstant() {
        return base instanceof StubClock below ? below.machineInstant() : base.instant();
    }

    /** Stops time at the given instant. */
    public synchronized void freezeAt(Instant instant) {
        set(State.frozen(instant));
    }

    /** Sets the time, from where it runs on or, if it stands, where it stands then. */
    public synchronized void set(Instant instant) {
        if (state.frozenAt() != null) {
            freezeAt(instant);
        } else {
            set(startingAt(instant, state.byMachine()));
        }
    }

    private State startingAt(Instant instant, boolean byMachine) {
        return new State(Duration.between(running(byMachine), instant), null, byMachine);
    }

    /** Stops time where it is. */
    public synchronized void freeze() {
        freezeAt(instant());
    }

    /** Moves time on (or back, by a negative duration), frozen or not. */
    public synchronized void advance(Duration by) {
        set(state.plus(by));
    }

    /**
     * Lets time run on from where it stands: along with the clock below, or, while that stands too, with the machine's
     * and no longer with that below.
     */
    public synchronized void run() {
        if (isFrozen()) {
            set(startingAt(instant(), isBaseFrozen()));
        }
    }

    /** Goes back to the time of the clock below. */
    public synchronized void reset() {
        if (isMovedItself()) {
            set(LIKE_THE_BASE);
        }
    }

    private void set(State next) {
        requireWritable(instant(next));
        beforeMove.run();
        state = next;
    }

    private static void requireWritable(Instant instant) {
        if (instant.isBefore(FIRST) || instant.isAfter(LAST)) {
            throw new IllegalArgumentException("It would be " + instant
                    + " then, and the headers and policies of the cloud" + " know the years 1970 to 9999 only.");
        }
    }

    /** Whether time stands, by this clock's own setting or by that of the clock below. */
    public boolean isFrozen() {
        State now = state;
        return now.frozenAt() != null || !now.byMachine() && isBaseFrozen();
    }

    private boolean isBaseFrozen() {
        return base instanceof StubClock below && below.isFrozen();
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
