package dev.otastub.oss;

import dev.otastub.core.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeoutException;

/** Why a body came to no end: its client stalled, or stopped, or a fault was ordered. */
public final class BrokenOff {

    private BrokenOff() {}

    /** An upload took longer than it may. */
    public static final class OutOfTime extends IOException {
        private static final long serialVersionUID = 1L;

        public OutOfTime(Duration longest) {
            super("The upload has taken longer than "
                    + longest.toString().substring(2).toLowerCase(Locale.ROOT)
                    + ", the most that the stub gives it: raise --max-upload-time.");
        }
    }

    /** The refusal for a body that could not be read to its end. */
    public static Refusal refusal(IOException e) {
        if (e instanceof FileIntake.OrderedReset) {
            return PostObjectError.INCOMPLETE_BODY.because(String.valueOf(e.getMessage()));
        }
        if (e instanceof OutOfTime) {
            return PostObjectError.REQUEST_TIMEOUT.because(String.valueOf(e.getMessage()));
        }
        return e.getCause() instanceof TimeoutException silence
                ? PostObjectError.REQUEST_TIMEOUT.because(
                        "The client sent nothing for too long: " + silence.getMessage())
                : PostObjectError.INCOMPLETE_BODY.because(
                        "The connection ended before the body did: " + e.getMessage());
    }
}
