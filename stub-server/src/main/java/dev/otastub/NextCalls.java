package dev.otastub;

import dev.otastub.control.Fault;
import dev.otastub.control.Order;
import dev.otastub.control.OrderedError;
import dev.otastub.control.Orders;
import dev.otastub.core.CloudOperation;
import dev.otastub.core.ErrorRow;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The calls that come next, for which an error or a fault is ordered: {@code account.next(POST_OBJECT).times(2)
 * .fails(PostObjectError.INTERNAL_ERROR)}. Orders are met in the order in which they were given.
 */
public final class NextCalls {

    private final Orders<OrderedError> errors;
    private final Orders<Fault> faults;
    private final Optional<String> accountUid;
    private final Optional<CloudOperation> operation;
    private final Optional<String> accessKeyId;
    private final OptionalInt times;

    private NextCalls(
            Orders<OrderedError> errors,
            Orders<Fault> faults,
            Optional<String> accountUid,
            Optional<CloudOperation> operation,
            Optional<String> accessKeyId,
            OptionalInt times) {
        this.errors = errors;
        this.faults = faults;
        this.accountUid = accountUid;
        this.operation = operation;
        this.accessKeyId = accessKeyId;
        this.times = times;
    }

    /** The next call. */
    static NextCalls of(Control control, Optional<String> accountUid, Optional<CloudOperation> operation) {
        return new NextCalls(
                control.errors(), control.faults(), accountUid, operation, Optional.empty(), OptionalInt.of(1));
    }

    /** The next so many calls. */
    public NextCalls times(int calls) {
        return new NextCalls(errors, faults, accountUid, operation, accessKeyId, OptionalInt.of(calls));
    }

    /** All calls until the orders are cleared. */
    public NextCalls untilCleared() {
        return new NextCalls(errors, faults, accountUid, operation, accessKeyId, OptionalInt.empty());
    }

    /** Only calls that name that access key id, such as a RAM user's. */
    public NextCalls by(String keyId) {
        return new NextCalls(errors, faults, accountUid, operation, Optional.of(keyId), times);
    }

    /**
     * They are refused for that cause, before anything about them is checked but whose they are: they use no nonce and no
     * quota, and of an upload nothing is stored. The answer has the bytes that it would have if the calls had given cause
     * for it. Calls that name no access key id of an account are not meant.
     *
     * @throws IllegalArgumentException if the operation's service does not refuse for that cause
     */
    public void fails(ErrorRow row) {
        fails(row, Map.of());
    }

    /**
     * They are refused for that cause. Any operation fails by any error of its service; where none is named, calls of the
     * error's service are meant.
     *
     * @param arguments values for placeholders and details of the answer, by name. Others come from the request: what its
     *     check says of it where there is cause, else its own string to sign, first condition, allowed sizes and so on. A
     *     detail of which a request says nothing is left out, a placeholder is filled with nothing.
     * @throws IllegalArgumentException if the operation's service does not refuse for that cause
     */
    public void fails(ErrorRow row, Map<String, String> arguments) {
        operation.filter(called -> called.service() != row.service()).ifPresent(called -> {
            throw new IllegalArgumentException(
                    called.title() + " never fails by " + row.name() + ", which is an error of " + row.service()
                            + "; take one of the tables of " + called.service() + ".");
        });
        errors.add(new Order<>(accountUid, accessKeyId, operation, times, new OrderedError(row, arguments)));
    }

    /**
     * They meet a fault on their way, once it is known whose they are: whether or not they are refused, they are carried out
     * first.
     *
     * @throws IllegalArgumentException if the fault is of files alone, and the operation brings none
     */
    public void meets(Fault fault) {
        operation.filter(called -> !fault.canMeet(called)).ifPresent(called -> {
            throw new IllegalArgumentException(called.title()
                    + " brings no file that could be read slowly or reset within: PostObject and PutObject do.");
        });
        faults.add(new Order<>(accountUid, accessKeyId, operation, times, fault));
    }
}
