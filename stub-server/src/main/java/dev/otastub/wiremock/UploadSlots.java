package dev.otastub.wiremock;

import dev.otastub.control.Pace;
import dev.otastub.core.Limits;
import dev.otastub.oss.BrokenOff;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * How many uploads are taken in at once, and for how long each. One that waits, because a fault was ordered, gives its slot back for good: it must
 * not be in the way of others, and the server gets another thread for so long. An upload is one thread's.
 */
final class UploadSlots {

    private static final ThreadLocal<@Nullable Slot> CURRENT = new ThreadLocal<>();

    private final Semaphore free;
    private final Duration longest;
    private final FaultyDelivery faulty;

    UploadSlots(Limits limits, FaultyDelivery faulty) {
        this.free = new Semaphore(limits.uploads());
        this.longest = limits.uploadTime();
        this.faulty = faulty;
    }

    /** Begins an upload on this thread; empty if too many are under way. Release it when the upload is over. */
    Optional<Slot> take() {
        if (!free.tryAcquire()) {
            return Optional.empty();
        }
        Slot slot = new Slot();
        CURRENT.set(slot);
        return Optional.of(slot);
    }

    /** The same pace, for which an upload of this thread gives its slot back. */
    static Pace givingWay(Pace pace) {
        return time -> {
            Slot slot = CURRENT.get();
            if (slot == null) {
                pace.pass(time);
            } else {
                slot.giveWay(() -> pace.pass(time));
            }
        };
    }

    /** The place of one upload. */
    final class Slot {

        private boolean gaveWay;
        private boolean told;
        private long end = System.nanoTime() + longest.toNanos();

        /** The time of a fault is not the client's. */
        private void giveWay(Runnable wait) {
            if (!gaveWay) {
                gaveWay = true;
                faulty.count(1);
                free.release();
            }
            long begun = System.nanoTime();
            wait.run();
            end += System.nanoTime() - begun;
        }

        /** Fails if the upload has taken too long: once, for what still comes is read and dropped afterwards. */
        void requireTime() throws BrokenOff.OutOfTime {
            if (!told && System.nanoTime() - end > 0) {
                told = true;
                throw new BrokenOff.OutOfTime(longest);
            }
        }

        void release() {
            CURRENT.remove();
            if (gaveWay) {
                faulty.count(-1);
            } else {
                free.release();
            }
        }
    }
}
