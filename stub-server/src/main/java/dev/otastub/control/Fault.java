package dev.otastub.control;

import dev.otastub.core.CloudOperation;
import dev.otastub.core.Delivery;
import dev.otastub.core.Delivery.Spoiled;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What goes wrong with a request on its way, whatever the cloud says to it. A fault may have several parts:
 * {@code Fault.slowReading(10_000).and(Fault.emptyAnswer())}.
 *
 * @param delay how long the answer is held back
 * @param bytesPerSecond how fast an uploaded file is read; only of a file, not of the fields before it
 * @param resetAfter after how many bytes of an uploaded file the connection is reset; nothing is stored then. A file that
 *     has fewer passes.
 * @param spoiled how the answer comes, if it does not come as it should
 */
public record Fault(
        Optional<Duration> delay, OptionalLong bytesPerSecond, OptionalLong resetAfter, Optional<Spoiled> spoiled) {

    /** A client that waits longer than that is one that nobody watches. */
    public static final Duration LONGEST_DELAY = Duration.ofMinutes(10);

    public Fault {
        if (delay.filter(time -> time.isNegative() || time.compareTo(LONGEST_DELAY) > 0)
                .isPresent()) {
            throw new IllegalArgumentException("An answer can be held back for 0 to " + LONGEST_DELAY.toMinutes()
                    + " minutes, not for " + delay.get() + ".");
        }
        if (bytesPerSecond.orElse(1) < 1) {
            throw new IllegalArgumentException(
                    "A file is read at 1 byte a second at least, not at " + bytesPerSecond.getAsLong() + ".");
        }
        if (resetAfter.orElse(0) < 0) {
            throw new IllegalArgumentException("A connection can be reset after 0 bytes of the file or more, not after "
                    + resetAfter.getAsLong() + ".");
        }
    }

    /** The answer is held back, for {@link #LONGEST_DELAY} at most; however long, the stub itself does not hang up meanwhile. */
    public static Fault delay(Duration time) {
        return new Fault(Optional.of(time), OptionalLong.empty(), OptionalLong.empty(), Optional.empty());
    }

    /**
     * The file is read slowly: for {@link #LONGEST_DELAY} at most, then as fast as it comes. That a client has gone shows
     * only when its file is read on; that its account was removed or reset shows at once.
     */
    public static Fault slowReading(long bytesPerSecond) {
        return new Fault(Optional.empty(), OptionalLong.of(bytesPerSecond), OptionalLong.empty(), Optional.empty());
    }

    /** The connection is reset within the file. */
    public static Fault resetAfter(long bytesOfTheFile) {
        return new Fault(Optional.empty(), OptionalLong.empty(), OptionalLong.of(bytesOfTheFile), Optional.empty());
    }

    /** The connection ends without an answer. */
    public static Fault emptyAnswer() {
        return spoiled(Spoiled.EMPTY);
    }

    /** Something comes that is no HTTP. */
    public static Fault garbage() {
        return spoiled(Spoiled.GARBAGE);
    }

    /** The answer ends before its end: within its body, or within its headers if it has none. */
    public static Fault answerCutOff() {
        return spoiled(Spoiled.CUT_OFF);
    }

    /** The connection is reset in place of an answer. */
    public static Fault reset() {
        return spoiled(Spoiled.RESET);
    }

    private static Fault spoiled(Spoiled how) {
        return new Fault(Optional.empty(), OptionalLong.empty(), OptionalLong.empty(), Optional.of(how));
    }

    /** This and another one at once; where both say something, the other one counts. */
    public Fault and(Fault other) {
        return new Fault(
                other.delay.or(() -> delay),
                other.bytesPerSecond.isPresent() ? other.bytesPerSecond : bytesPerSecond,
                other.resetAfter.isPresent() ? other.resetAfter : resetAfter,
                other.spoiled.or(() -> spoiled));
    }

    /** Whether nothing of it shows where no file is uploaded. */
    public boolean isOfFilesAlone() {
        return delay.isEmpty() && spoiled.isEmpty();
    }

    /** Whether calls of an operation can meet it: only some bring a file. */
    public boolean canMeet(CloudOperation operation) {
        return !isOfFilesAlone() || operation == CloudOperation.POST_OBJECT || operation == CloudOperation.PUT_OBJECT;
    }

    /** What becomes of the answer; empty if it comes as it should. */
    public Optional<Delivery> delivery() {
        return isOfFilesAlone() ? Optional.empty() : Optional.of(new Delivery(delay.orElse(Duration.ZERO), spoiled));
    }

    /** What becomes of an answer for which it is too late, because the connection is reset within the file. */
    public Delivery resetDelivery() {
        return new Delivery(delay.orElse(Duration.ZERO), Optional.of(Spoiled.RESET));
    }
}
