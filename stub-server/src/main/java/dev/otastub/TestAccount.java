package dev.otastub;

import dev.otastub.account.Account;
import dev.otastub.control.RefusedCall;
import dev.otastub.core.CloudOperation;
import dev.otastub.core.StubClock;
import dev.otastub.iot.Firmware;
import java.util.List;
import java.util.Optional;

/**
 * An account as a test has it in hand: its keys, its time, what goes wrong with its calls, and what it did. Tests with
 * accounts of their own never see each other. Safe for use by many threads.
 *
 * <pre>{@code
 * try (TestAccount account = stub.newAccount()) {
 *     account.next(GENERATE_OTA_UPLOAD_URL).fails(GatewayError.USER_FLOW_CONTROL);
 *     ...
 * }
 * }</pre>
 */
public final class TestAccount implements AutoCloseable {

    private final Control control;
    private final Account account;

    TestAccount(Control control, Account account) {
        this.control = control;
        this.account = account;
    }

    /** The account's id. */
    public String uid() {
        return account.uid();
    }

    /** The id of its access key. */
    public String accessKeyId() {
        return account.signingKey().id();
    }

    /** The secret of its access key. */
    public String accessKeySecret() {
        return account.signingKey().secret().value();
    }

    /** The id of the pair that signs its upload policies, which upload forms name. */
    public String issuingKeyId() {
        return account.issuingKey().id();
    }

    /** Its time: the stub's, until this clock is moved or frozen. */
    public StubClock clock() {
        return account.clock();
    }

    /** Its next call of an operation, to order an error or a fault for. */
    public NextCalls next(CloudOperation operation) {
        return control.next(Optional.of(uid()), Optional.of(operation));
    }

    /** Its next call, whichever it is. */
    public NextCalls next() {
        return control.next(Optional.of(uid()), Optional.empty());
    }

    /** The uploads of its that were accepted, oldest first, even if they were deleted since. At most some thousands are kept. */
    public List<Upload> uploads() {
        return control.store().arrivals().of(uid()).stream()
                .map(arrival -> new Upload(this, arrival, control.store(), control.packages()))
                .toList();
    }

    /** The requests of its that were refused, oldest first. At most some thousands are kept. */
    public List<RefusedCall> refusals() {
        return control.refusals().of(Optional.of(uid()));
    }

    /** Its firmware packages, oldest first. */
    public List<Firmware> firmware() {
        return control.packages().list(uid());
    }

    /** Forgets what was ordered for it. */
    public void clearOrders() {
        control.errors().clear(Optional.of(uid()));
        control.faults().clear(Optional.of(uid()));
    }

    /**
     * Makes it as if nobody had used it: files, packages, orders, records, quota and nonces go, and its time is the stub's.
     * An upload that is still coming in is refused at its end.
     */
    public void reset() {
        control.reset(account);
    }

    /** Removes it with all it has, if it was made at run time, so that its keys are nobody's; another one is reset. */
    @Override
    public void close() {
        if (!control.remove(uid())) {
            reset();
        }
    }

    @Override
    public String toString() {
        return "account " + uid() + " (" + accessKeyId() + ")";
    }
}
