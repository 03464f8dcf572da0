package dev.otastub.oss;

import dev.otastub.core.Refusal;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

/** Why a body came to no end: its client stalled, or stopped, or a fault was ordered. */
public final class BrokenOff {

    private BrokenOff() {}

    /** The refusal for a body that could not be read to its end. */
    public static Refusal refusal(IOException e) {
        if (e instanceof FileIntake.OrderedReset) {
            return PostObjectError.INCOMPLETE_BODY.because(String.valueOf(e.getMessage()));
        }
        return e.getCause() instanceof TimeoutException silence
                ? PostObjectError.REQUEST_TIMEOUT.because(
                        "The client sent nothing for too long: " + silence.getMessage())
                : PostObjectError.INCOMPLETE_BODY.because(
                        "The connection ended before the body did: " + e.getMessage());
    }
}
