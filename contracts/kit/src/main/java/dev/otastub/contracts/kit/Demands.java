package dev.otastub.contracts.kit;

import au.com.dius.pact.core.model.ProviderState;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** What the provider states of an interaction demand; what they leave out is as the contracts' own list of states says. */
final class Demands {

    static final String SIGNED_CALLS = "the client signs its calls";
    static final String CALLS_USED_UP = "the account has made its calls of this second";
    static final String SERVICE_FAILING = "the service is failing";
    static final String FILE_UPLOADED = "a firmware file has been uploaded";
    static final String NOTHING_UPLOADED = "nothing has been uploaded at the FirmwareUrl";
    static final String PACKAGE_EXISTS = "an update package exists";
    static final String UPLOAD_AUTHORIZED = "an upload has been authorized";

    static final String UNKNOWN = "unknown";
    static final String DISABLED = "disabled";
    static final String WITHOUT_PERMISSION = "of a RAM user without permission";

    private static final String NUMBER = "\\d{1,9}(\\.0)?";

    /** All states, and the values that their parameters can have. */
    private static final Map<String, Map<String, String>> KNOWN = Map.of(
            SIGNED_CALLS,
            Map.of(
                    "accessKey", "known|" + UNKNOWN + "|" + DISABLED + "|" + WITHOUT_PERMISSION,
                    "secret", "right|wrong",
                    "clock", "[+-]?PT.+",
                    "nonce", "fresh|used",
                    "securityToken", "none|expired"),
            CALLS_USED_UP,
            Map.of(),
            SERVICE_FAILING,
            Map.of("code", "[A-Za-z.]+"),
            FILE_UPLOADED,
            Map.of("size", NUMBER, "digest", "its own|another file's"),
            NOTHING_UPLOADED,
            Map.of(),
            PACKAGE_EXISTS,
            Map.of("with", "the same (FirmwareName|DestVersion)"),
            UPLOAD_AUTHORIZED,
            Map.of("expired", "true|false", "altered", "signature|policy|key", "minBytes", NUMBER, "maxBytes", NUMBER));

    private final Map<String, Map<String, Object>> states = new HashMap<>();

    Demands(List<ProviderState> states) {
        states.forEach(state -> this.states.put(state.getName(), state.getParams()));
    }

    /** What of it this version of the kit cannot make anything of, in a sentence. */
    Optional<String> unknown() {
        for (Map.Entry<String, Map<String, Object>> state : states.entrySet()) {
            Map<String, String> parameters = KNOWN.get(state.getKey());
            if (parameters == null) {
                return Optional.of("the state \"" + state.getKey() + "\" is not known here");
            }
            for (Map.Entry<String, Object> given : state.getValue().entrySet()) {
                String values = parameters.get(given.getKey());
                if (values == null || !Pattern.matches(values, String.valueOf(given.getValue()))) {
                    return Optional.of("the state \"" + state.getKey() + "\" with " + given.getKey() + " = "
                            + given.getValue() + " is not known here");
                }
            }
        }
        return Optional.empty();
    }

    boolean has(String state) {
        return states.containsKey(state);
    }

    String accessKey() {
        return text(SIGNED_CALLS, "accessKey").orElse("known");
    }

    boolean wrongSecret() {
        return text(SIGNED_CALLS, "secret").filter("wrong"::equals).isPresent();
    }

    Duration clockOff() {
        return text(SIGNED_CALLS, "clock").map(Duration::parse).orElse(Duration.ZERO);
    }

    boolean usedNonce() {
        return text(SIGNED_CALLS, "nonce").filter("used"::equals).isPresent();
    }

    boolean expiredToken() {
        return text(SIGNED_CALLS, "securityToken").filter("expired"::equals).isPresent();
    }

    Optional<String> failing() {
        return text(SERVICE_FAILING, "code");
    }

    int uploadedBytes() {
        return number(FILE_UPLOADED, "size").orElse(8);
    }

    boolean digestOfAnotherFile() {
        return text(FILE_UPLOADED, "digest").filter("another file's"::equals).isPresent();
    }

    /** The parameter that a package has already; empty if there is no package. */
    Optional<String> taken() {
        return text(PACKAGE_EXISTS, "with").map(with -> with.substring(with.lastIndexOf(' ') + 1));
    }

    boolean expiredUpload() {
        return text(UPLOAD_AUTHORIZED, "expired").filter("true"::equals).isPresent();
    }

    Optional<String> altered() {
        return text(UPLOAD_AUTHORIZED, "altered");
    }

    boolean ownRange() {
        return minBytes().isPresent() || maxBytes().isPresent();
    }

    OptionalInt minBytes() {
        return number(UPLOAD_AUTHORIZED, "minBytes");
    }

    OptionalInt maxBytes() {
        return number(UPLOAD_AUTHORIZED, "maxBytes");
    }

    private Optional<String> text(String state, String parameter) {
        return Optional.ofNullable(states.get(state))
                .map(parameters -> parameters.get(parameter))
                .map(String::valueOf);
    }

    private OptionalInt number(String state, String parameter) {
        return text(state, parameter)
                .map(text -> OptionalInt.of((int) Double.parseDouble(text)))
                .orElse(OptionalInt.empty());
    }
}
