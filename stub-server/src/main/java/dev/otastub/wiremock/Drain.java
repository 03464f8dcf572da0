package dev.otastub.wiremock;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * Reads and drops what a client still sends after it was answered. Most clients look for an answer only once they have
 * sent everything; if the connection were closed on them, they would never see why they were refused.
 */
final class Drain {

    private static final long MOST_BYTES = 2L << 30;

    /** Long enough for any upload on one machine. */
    static final Duration LONG = Duration.ofSeconds(10);

    /** For when threads are scarce. */
    static final Duration SHORT = Duration.ofSeconds(1);

    private Drain() {}

    static void rest(InputStream in, Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        byte[] buffer = new byte[64 * 1024];
        long left = MOST_BYTES;
        try {
            int count = in.read(buffer);
            while (count >= 0 && left > 0 && System.nanoTime() < end) {
                left -= count;
                count = in.read(buffer);
            }
        } catch (IOException e) {
            // The client has gone: it knows its answer, or does not want it.
        }
    }
}
