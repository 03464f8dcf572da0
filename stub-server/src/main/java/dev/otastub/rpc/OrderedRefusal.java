package dev.otastub.rpc;

import dev.otastub.account.Caller;
import dev.otastub.core.CloudService;
import dev.otastub.core.ErrorRow;
import dev.otastub.core.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The refusal that somebody ordered for a call, which comes before all checks and changes nothing that these count. */
final class OrderedRefusal {

    private OrderedRefusal() {}

    /** What the next order for such a call says; empty if there is none, or nobody knows whose the call is. */
    static Optional<Refusal> of(Attempt attempt) {
        return attempt.caller().flatMap(caller -> of(attempt, caller));
    }

    private static Optional<Refusal> of(Attempt attempt, Caller caller) {
        return attempt.surroundings()
                .errors()
                .take(
                        caller.account().uid(),
                        caller.key().id(),
                        attempt.called(),
                        ordered -> ordered.isOf(CloudService.IOT_PLATFORM))
                .map(ordered -> ordered.refusal(known(attempt, ordered.row())));
    }

    private static Map<String, String> known(Attempt attempt, ErrorRow row) {
        Map<String, String> known = new LinkedHashMap<>();
        if (row.placeholders().contains("StringToSign")) {
            known.putAll(attempt.authorization().signed());
        }
        if (row instanceof GatewayError error && row.placeholders().contains("Param")) {
            known.put("Param", parameter(attempt, error));
        }
        return known;
    }

    /** The parameter that is wrong or missing; of a call that lacks none, one that it would be refused for first. */
    private static String parameter(Attempt attempt, GatewayError row) {
        return switch (row) {
            case UNKNOWN_SIGNATURE_TYPE -> "SignatureType";
            case UNKNOWN_SIGNATURE_VERSION -> "SignatureVersion";
            case MISSING_COMMON_PARAMETER ->
                GatewayCheck.missingCommonParameter(attempt)
                        .orElse(attempt.authorization().required().get(0).name());
            default ->
                attempt.operation()
                        .flatMap(operation -> required(attempt, operation))
                        .orElse("Action");
        };
    }

    private static Optional<String> required(Attempt attempt, Operation operation) {
        return GatewayCheck.missingParameter(attempt, operation)
                .or(() -> operation.requiredParameters().stream().findFirst());
    }
}
