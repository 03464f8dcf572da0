package dev.otastub.control;

import dev.otastub.core.CloudOperation;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Something that somebody ordered for requests to come.
 *
 * @param accountUid for requests of which account; of any if empty
 * @param accessKeyId for requests that name which access key id; any if empty. A form upload names that of the pair that
 *     signed its policy.
 * @param operation for calls of which operation; of any if empty
 * @param times how many requests get it; empty until it is cleared
 * @param what what they get
 */
public record Order<T>(
        Optional<String> accountUid,
        Optional<String> accessKeyId,
        Optional<CloudOperation> operation,
        OptionalInt times,
        T what) {

    public Order {
        if (times.orElse(1) < 1) {
            throw new IllegalArgumentException(
                    "An order must be for one request at least, not for " + times.getAsInt() + ".");
        }
    }

    boolean isFor(String keyId, Optional<CloudOperation> called) {
        return accessKeyId.map(keyId::equals).orElse(true)
                && operation.map(Optional::of).map(called::equals).orElse(true);
    }

    /** The same for the requests after one that has got it; empty if there are none. */
    Optional<Order<T>> afterOne() {
        if (times.isEmpty()) {
            return Optional.of(this);
        }
        int left = times.getAsInt() - 1;
        return left == 0
                ? Optional.empty()
                : Optional.of(new Order<>(accountUid, accessKeyId, operation, OptionalInt.of(left), what));
    }
}
