package dev.otastub.control;

import java.time.Duration;

/** Lets time pass, as it really does: what a fault waits for. */
@FunctionalInterface
public interface Pace {

    /** Comes back after that time, or sooner if the stub is closed. */
    void pass(Duration time);
}
