package dev.otastub.core;

import java.time.Duration;
import java.util.Optional;

/**
 * How an answer comes to its client, where a fault that somebody ordered has it come otherwise than it should. The request
 * has been carried out all the same.
 *
 * @param delay how long the answer is held back
 * @param spoiled how it comes then; as it should if empty
 */
public record Delivery(Duration delay, Optional<Spoiled> spoiled) {

    /** How an answer comes that does not come as it should. */
    public enum Spoiled {
        /** The connection ends without an answer. */
        EMPTY("the connection ended without it"),
        /** Bytes that are no HTTP, then the end of the connection. */
        GARBAGE("garbage came in its place"),
        /** The beginning of the answer, then the end of the connection. */
        CUT_OFF("it was cut off"),
        /** The connection is reset without an answer. */
        RESET("the connection was reset");

        private final String words;

        Spoiled(String words) {
            this.words = words;
        }
    }

    /** What became of the answer, for the log. */
    @Override
    public String toString() {
        String held = "held back for " + delay.toMillis() + " ms";
        return spoiled.map(how -> (delay.isZero() ? "" : held + ", then ") + how.words)
                .orElse(held);
    }
}
