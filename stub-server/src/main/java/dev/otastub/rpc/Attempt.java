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
 * @param authorization by what it wants to be let in
 * @param timestamp the time that it says it was made at, if it says so and it is one
 * @param caller the owner of the access key id it names, if there is one
 * @param now the time by that account's clock, or when the request arrived if nobody knows whose it is
 * @param surroundings what it is judged by
 */
record Attempt(
        RpcRequest request,
        Authorization authorization,
        Optional<Instant> timestamp,
        Optional<Caller> caller,
        Instant now,
        Surroundings surroundings) {

    static Attempt of(RpcRequest request, Surroundings surroundings) {
        Authorization authorization = Authorization.of(request);
        Optional<Caller> caller = authorization.accessKeyId().flatMap(surroundings.accounts()::caller);
        Instant now = caller.map(known -> known.account().clock().instant())
                .orElse(request.http().arrived());
        return new Attempt(
                request, authorization, authorization.timestamp().flatMap(Timestamp::parse), caller, now, surroundings);
    }

    /** What the answer is written in; the dialect's default if {@code Format} is absent or unknown. */
    ResponseFormat format() {
        return request.parameter("Format").flatMap(ResponseFormat::named).orElseGet(authorization::defaultFormat);
    }

    /** What it calls, if there is such an operation, of whatever version. */
    Optional<Operation> operation() {
        return request.action().flatMap(surroundings.operations()::find);
    }

    Optional<CloudOperation> called() {
        return request.action().flatMap(CloudOperation::titled);
    }
}
