package dev.otastub.wiremock;

import dev.otastub.account.AccountsMistake;
import dev.otastub.core.NotPossible;
import dev.otastub.json.JsonMistake;
import java.util.Optional;

/**
 * What the control routes ask for. Bodies are JSON as it came. Where an account's id may be empty, all accounts are
 * meant. Methods throw {@link JsonMistake} and {@link AccountsMistake} for what is wrong in a body, {@link UnknownName} for
 * what there is not, and {@link NotPossible} for what cannot be now.
 */
public interface ControlApi {

    /** There is nothing of that name; the message says so in a sentence. */
    final class UnknownName extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public UnknownName(String sentence) {
            super(sentence);
        }
    }

    Object addAccount(String body);

    Object account(String uid);

    void removeAccount(String uid);

    void resetAccount(String uid);

    void reset();

    Object clock(Optional<String> uid);

    Object moveClock(Optional<String> uid, String body);

    Object errors(Optional<String> uid);

    Object orderError(Optional<String> uid, String body);

    void clearErrors(Optional<String> uid);

    Object faults(Optional<String> uid);

    Object orderFault(Optional<String> uid, String body);

    void clearFaults(Optional<String> uid);

    Object withheldContinue();

    Object withholdContinue(String body);

    void grantContinue();

    Object uploads(String uid);

    /** The refusals of an account; those of nobody if empty. */
    Object refusals(Optional<String> uid);

    Object firmware(String uid);

    /** The rows of the error tables. */
    Object errorTables();
}
