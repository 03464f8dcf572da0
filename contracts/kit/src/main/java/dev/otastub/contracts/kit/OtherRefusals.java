package dev.otastub.contracts.kit;

import static dev.otastub.iot.IotError.ALREADY_EXISTED_FIRMWARE_NAME;
import static dev.otastub.iot.IotError.ALREADY_EXISTED_FIRMWARE_VERSION;
import static dev.otastub.iot.IotError.FIRMWARE_COUNT_EXCEEDS_MAX;
import static dev.otastub.iot.IotError.FIRMWARE_NOT_FOUND;
import static dev.otastub.rpc.GatewayError.USER_FLOW_CONTROL;

import dev.otastub.contracts.kit.ClientCheck.Verdict;
import dev.otastub.core.ErrorRow;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What the client got refused, and no other promise accounts for: without it a client may get nothing done and break nothing. */
final class OtherRefusals {

    /** What the account has is not the request's fault: a release may be there already. */
    private static final Set<ErrorRow> OF_THE_ACCOUNT = Set.of(
            ALREADY_EXISTED_FIRMWARE_NAME,
            ALREADY_EXISTED_FIRMWARE_VERSION,
            FIRMWARE_COUNT_EXCEEDS_MAX,
            FIRMWARE_NOT_FOUND);

    private OtherRefusals() {}

    static Judgement judged(Observed observed) {
        Set<Integer> accounted = accounted(observed);
        List<Sighting> others = observed.requests().stream()
                .filter(Sighting::isRefusedByItself)
                .filter(one -> !accounted.contains(one.number()))
                // How many calls are too many is judged by the second, not by the call.
                .filter(one -> !one.isRefusedFor(Set.of(USER_FLOW_CONTROL)))
                .toList();
        Predicate<Sighting> ofTheAccount = one -> one.isRefusedFor(OF_THE_ACCOUNT);
        Judgement judgement = Judgement.of(
                others.stream()
                        .filter(ofTheAccount.negate())
                        .map(Sighting::becauseRefused)
                        .toList(),
                observed.requests().stream().anyMatch(Sighting::isAccepted),
                "");
        return judgement.verdict() == Verdict.BROKEN || others.isEmpty()
                ? judgement
                : Judgement.told(Judgement.listed(
                        others.stream().map(Sighting::becauseRefused).toList()));
    }

    private static Set<Integer> accounted(Observed observed) {
        return Arrays.stream(ClientPromise.values())
                .filter(promise -> promise != ClientPromise.NOTHING_ELSE_REFUSED)
                .flatMap(promise -> promise.judged(observed).refused().stream())
                .collect(Collectors.toSet());
    }
}
