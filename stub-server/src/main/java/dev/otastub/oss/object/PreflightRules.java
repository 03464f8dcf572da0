package dev.otastub.oss.object;

import dev.otastub.core.Refusal;
import java.util.Optional;

/** Rules on what a browser asks before it sends a request of another origin. */
final class PreflightRules {

    private PreflightRules() {}

    static Optional<Refusal> preflightIsComplete(ObjectCall call) {
        return call.isPreflight()
                ? call.surroundings().cors().incomplete(call.request().headers())
                : Optional.empty();
    }

    static Optional<Refusal> originIsAllowed(ObjectCall call) {
        return call.isPreflight()
                ? call.surroundings().cors().refusal(call.request().headers())
                : Optional.empty();
    }
}
