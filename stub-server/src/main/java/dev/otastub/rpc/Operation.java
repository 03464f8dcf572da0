package dev.otastub.rpc;

import dev.otastub.core.Outcome;
import java.util.List;

/** An operation of the API, called once the gateway has let the request in. */
public interface Operation {

    /** What {@code Action} names it. */
    String name();

    /** The parameters without which the gateway refuses the call. */
    List<String> requiredParameters();

    /** How often a second an account may call it, by its page. */
    default int callsPerSecond() {
        return 10;
    }

    /** Answers the call, or refuses it by the operation's own rules. */
    Outcome<Reply> call(Call call);
}
