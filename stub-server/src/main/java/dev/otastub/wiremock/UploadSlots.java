package dev.otastub.wiremock;

import dev.otastub.control.Pace;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * How many uploads are taken in at once. One that waits, because a fault was ordered, gives its slot back for good: it must
 * not be in the way of others, and the server gets another thread for so long. An upload is one thread's.
 */
final class UploadSlots {

    private static final ThreadLocal<@Nullable Slot> CURRENT = new ThreadLocal<>();

    private final Semaphore free;
    private final FaultyDelivery faulty;

    UploadSlots(int most, FaultyDelivery faulty) {
        this.free = new Semaphore(most);
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
            if (slot != null) {
                slot.giveWay();
            }
            pace.pass(time);
        };
    }

    /** The place of one upload. */
    final class Slot {

        private boolean gaveWay;

        private void giveWay() {
            if (!gaveWay) {
                gaveWay = true;
                faulty.count(1);
                free.release();
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
