package dev.otastub.control;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What goes wrong with a request on its way, whatever the cloud says to it.
 *
 * @param delay how long the answer is held back
 * @param bytesPerSecond how fast an uploaded file is read; only of a file, not of the fields before it
 * @param resetAfter after how many bytes of an uploaded file the connection is reset; nothing is stored then
 * @param spoiled how the answer comes, if it does not come as it should
 */
public record Fault(
        Optional<Duration> delay, OptionalLong bytesPerSecond, OptionalLong resetAfter, Optional<Spoiled> spoiled) {

    private static final Fault NONE =
            new Fault(Optional.empty(), OptionalLong.empty(), OptionalLong.empty(), Optional.empty());

    /** How an answer comes that does not come as it should. The request has been carried out all the same. */
    public enum Spoiled {
        /** The connection ends without an answer. */
        EMPTY,
        /** Bytes that are no HTTP, then the end of the connection. */
        GARBAGE,
        /** The beginning of the answer, then the end of the connection. */
        CUT_OFF,
        /** The connection is reset without an answer. */
        RESET
    }

    public Fault {
        if (delay.filter(Duration::isNegative).isPresent()) {
            throw new IllegalArgumentException("An answer cannot be held back for " + delay.get() + ".");
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

    /** The answer is held back. */
    public static Fault delay(Duration time) {
        return NONE.andDelay(time);
    }

    /** The file is read slowly. */
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

    /** The answer ends before its end. */
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

    /** This, and the answer is held back. */
    public Fault andDelay(Duration time) {
        return new Fault(Optional.of(time), bytesPerSecond, resetAfter, spoiled);
    }
}
