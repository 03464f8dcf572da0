package dev.otastub.bench;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The end of a soak, for which everybody waits. */
final class SoakEnd {

    private final CountDownLatch over = new CountDownLatch(1);

    void now() {
        over.countDown();
    }

    boolean isThere() {
        return over.getCount() == 0;
    }

    /** Waits that long, or until the end: whether it came. */
    boolean passes(long nanos) {
        try {
            return over.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
