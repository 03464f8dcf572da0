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

    /** The fault that a request meets, as {@link Orders#take}; one of files alone waits for an operation that brings a file. */
    public Optional<Fault> take(String accountUid, String accessKeyId, Optional<CloudOperation> operation) {
        return orders.take(
                accountUid,
                accessKeyId,
                operation,
                fault -> operation.map(fault::canMeet).orElse(!fault.isOfFilesAlone()));
    }
}
