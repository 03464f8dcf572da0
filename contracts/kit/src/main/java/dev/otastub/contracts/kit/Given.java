package dev.otastub.contracts.kit;

import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * The time that requests carry, and the words by which they differ from all others: nonces, names, keys.
 *
 * @param clock the time
 * @param words each time another 32 letters and digits
 */
public record Given(InstantSource clock, Supplier<String> words) {

    String word() {
        return words.get();
    }
}
