package dev.otastub.rpc;

import dev.otastub.account.Account;
import dev.otastub.account.Accounts;
import dev.otastub.account.Nonces;
import dev.otastub.account.Quota;
import dev.otastub.control.Faults;
import dev.otastub.control.OrderedError;
import dev.otastub.control.Orders;
import dev.otastub.core.CallerTime;
import dev.otastub.core.RequestIds;
import java.time.Duration;

/**
 * What the gateway judges a request by, besides the request itself.
 *
 * @param accounts who may call
 * @param nonces the nonces used of late
 * @param quota how often an account may call an operation
 * @param ids makes RequestId and trace id
 * @param callerTimeWindow how far a caller's timestamp may be off, either way
 * @param strictCallerTime whether only the stub's clock judges it, even if it was moved or frozen
 * @param operations what can be called
 * @param errors the refusals that somebody ordered
 * @param faults the faults that somebody ordered
 */
public record Surroundings(
        Accounts accounts,
        Nonces nonces,
        Quota quota,
        RequestIds ids,
        Duration callerTimeWindow,
        boolean strictCallerTime,
        Operations operations,
        Orders<OrderedError> errors,
        Faults faults) {

    /** When a caller's timestamp is fresh, by the clock of the account. */
    CallerTime callerTime(Account account) {
        return new CallerTime(account.clock(), callerTimeWindow, strictCallerTime);
    }
}
