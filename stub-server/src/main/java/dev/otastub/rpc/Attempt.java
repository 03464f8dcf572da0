package dev.otastub.rpc;

import dev.otastub.account.Caller;
import dev.otastub.core.CloudOperation;
import java.time.Instant;
import java.util.Optional;

/**
 * A request before the gateway's checks: what it claims, looked up but not proven. Nothing in it changes, so that no check
 * depends on what another one left behind.
 *
 * @param request the request
 * @param caller the owner of the access key id it names, if there is one
 * @param now the time by that account's clock, or when the request arrived if nobody knows whose it is
 * @param surroundings what it is judged by
 */
record Attempt(RpcRequest request, Optional<Caller> caller, Instant now, Surroundings surroundings) {

    static Attempt of(RpcRequest request, Surroundings surroundings) {
        Optional<Caller> caller = request.authorization().accessKeyId().flatMap(surroundings.accounts()::caller);
        Instant now = caller.map(known -> known.account().clock().instant())
                .orElse(request.http().arrived());
        return new Attempt(request, caller, now, surroundings);
    }

    Authorization authorization() {
        return request.authorization();
    }

    /** What it calls, if there is such an operation, of whatever version. */
    Optional<Operation> operation() {
        return request.action().flatMap(surroundings.operations()::find);
    }

    Optional<CloudOperation> called() {
        return request.action().flatMap(CloudOperation::titled);
    }
}
