package dev.otastub.rpc;

import dev.otastub.account.Account;
import dev.otastub.account.Caller;
import java.time.Instant;
import java.util.Optional;

/**
 * A call that the gateway has let in.
 *
 * @param request the request
 * @param caller who calls
 * @param now the time of the call, by the account's clock
 */
public record Call(RpcRequest request, Caller caller, Instant now) {

    /** The account that calls. */
    public Account account() {
        return caller.account();
    }

    /** The value of a parameter; an empty one counts as absent. */
    public Optional<String> parameter(String name) {
        return request.parameter(name);
    }
}
