package dev.otastub.oss.object;

import static dev.otastub.oss.OssErrorRow.argument;

import dev.otastub.core.Refusal;
import dev.otastub.oss.OssError;
import java.util.Optional;

/** Rules on the parameters of a list. */
final class ListRules {

    private static final int MOST_KEYS = 1000;

    private ListRules() {}

    static Optional<Refusal> maxKeysIsInRange(ObjectCall call) {
        return ofList(call, "max-keys")
                .filter(sent -> !isInRange(sent))
                .map(sent -> OssError.MAX_KEYS_INVALID.because(
                        "max-keys is '" + sent + "'; expected 1 to " + MOST_KEYS + ".", argument("max-keys", sent)));
    }

    private static boolean isInRange(String sent) {
        return sent.matches("\\d{1,4}") && Integer.parseInt(sent) >= 1 && Integer.parseInt(sent) <= MOST_KEYS;
    }

    static Optional<Refusal> encodingTypeIsKnown(ObjectCall call) {
        return ofList(call, "encoding-type")
                .filter(sent -> !sent.equals("url"))
                .map(sent -> OssError.ENCODING_TYPE_INVALID.because(
                        "encoding-type is '" + sent + "'; expected url.", argument("encoding-type", sent)));
    }

    static Optional<Refusal> continuationTokenIsOurs(ObjectCall call) {
        return ofList(call, "continuation-token")
                .filter(sent -> ContinuationToken.name(sent).isEmpty())
                .map(sent -> OssError.CONTINUATION_TOKEN_INVALID.because(
                        "continuation-token is '" + sent + "', which no list gave as NextContinuationToken.",
                        argument("continuation-token", sent)));
    }

    /** A parameter without a value counts as not sent: SDKs write them so. */
    private static Optional<String> ofList(ObjectCall call, String parameter) {
        return Optional.of(call)
                .filter(ObjectCall::isList)
                .flatMap(list -> list.query().first(parameter))
                .filter(value -> !value.isEmpty());
    }
}
