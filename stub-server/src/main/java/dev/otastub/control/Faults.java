package dev.otastub.control;

import dev.otastub.core.CloudOperation;
import java.util.Optional;

/**
 * The faults that were ordered, and what they need.
 *
 * @param orders what was ordered
 * @param pace how time passes meanwhile
 */
public record Faults(Orders<Fault> orders, Pace pace) {

    /** The fault that a request meets, as {@link Orders#take}. */
    public Optional<Fault> take(String accountUid, String accessKeyId, Optional<CloudOperation> operation) {
        return orders.take(accountUid, accessKeyId, operation);
    }
}
