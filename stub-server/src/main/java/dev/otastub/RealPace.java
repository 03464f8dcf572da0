package dev.otastub;

import dev.otastub.control.Pace;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Time as it passes for people; none passes any more once it is closed. */
final class RealPace implements Pace, AutoCloseable {

    private final CountDownLatch closed = new CountDownLatch(1);

    @Override
    public void pass(Duration time) {
        try {
            boolean unused = closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends all waiting. */
    @Override
    public void close() {
        closed.countDown();
    }
}
