package dev.otastub.contracts.kit;

import java.io.IOException;

/**
 * The provider refused a call since the account makes too many. In the cloud that may be somebody else's doing, and says
 * nothing of the call.
 */
final class Throttled extends IOException {

    private static final long serialVersionUID = 1L;

    Throttled() {
        super("the account was throttled");
    }

    static boolean isSaidBy(Answer answer) {
        return Summary.code(answer.text())
                .filter(code -> code.startsWith("Throttling"))
                .isPresent();
    }
}
