package dev.otastub.oss;

import dev.otastub.control.Fault;
import dev.otastub.control.Pace;
import dev.otastub.core.Delivery;
import dev.otastub.multipart.FormReader;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How the file of one upload comes in: as it should, or as a fault that was ordered has it, which slows it down or resets the
 * connection within it.
 */
public final class FileIntake {

    private static final long SECOND = 1_000_000_000;

    /** Shorter waits are saved up. */
    private static final long SHORTEST_WAIT = SECOND / 100;

    /** After longer ones nobody would see in time that the file is not wanted any more. */
    private static final long LONGEST_WAIT = SECOND / 10;

    private static final long LONGEST_IN_ALL = Fault.LONGEST_DELAY.toNanos();

    private final Optional<Fault> fault;
    private final Pace pace;
    private boolean reset;

    public FileIntake(Optional<Fault> fault, Pace pace) {
        this.fault = fault;
        this.pace = pace;
    }

    /** The connection is to be reset: nothing more of the file counts. */
    static final class OrderedReset extends IOException {
        private static final long serialVersionUID = 1L;

        OrderedReset(long bytes) {
            super("The connection was reset after " + bytes + " bytes of the file, by a fault that was ordered.");
        }
    }

    /**
     * What the file's bytes go through on their way.
     *
     * @param ownerUid the account that it is for; once that account is gone, nobody waits for the file any more
     */
    public FormReader.Sink into(ObjectStore.Draft draft, String ownerUid) throws IOException {
        Optional<Fault> inTheWay = fault.filter(ordered ->
                ordered.resetAfter().isPresent() || ordered.bytesPerSecond().isPresent());
        if (inTheWay.isEmpty()) {
            return draft;
        }
        Hindered hindered = new Hindered(draft, ownerUid, inTheWay.get());
        hindered.resetIfDue();
        return hindered;
    }

    /** What becomes of the answer, after the file or without it. */
    public Optional<Delivery> delivery() {
        return reset ? fault.map(Fault::resetDelivery) : fault.flatMap(Fault::delivery);
    }

    /** Counts bytes of the file, and nothing else of the request. */
    private final class Hindered implements FormReader.Sink {

        private final ObjectStore.Draft draft;
        private final String ownerUid;
        private final OptionalLong resetAfter;
        private final OptionalLong bytesPerSecond;
        private final int piece;
        private long taken;
        private double owed;
        private long waited;

        Hindered(ObjectStore.Draft draft, String ownerUid, Fault fault) {
            this.draft = draft;
            this.ownerUid = ownerUid;
            this.resetAfter = fault.resetAfter();
            this.bytesPerSecond = fault.bytesPerSecond();
            this.piece = (int) Math.max(1, Math.min(bytesPerSecond.orElse(Integer.MAX_VALUE) / 10, Integer.MAX_VALUE));
        }

        @Override
        public boolean write(byte[] buffer, int offset, int length) throws IOException {
            int at = 0;
            while (at < length) {
                int next = Math.min(piece, length - at);
                next = (int) Math.min(next, resetAfter.orElse(Long.MAX_VALUE) - taken);
                slowDown(next);
                if (!draft.write(buffer, offset + at, next)) {
                    return false;
                }
                at += next;
                taken += next;
                resetIfDue();
            }
            return true;
        }

        private void slowDown(int bytes) throws ObjectStore.StoreFailure {
            if (bytesPerSecond.isPresent()) {
                owed += (double) bytes * SECOND / bytesPerSecond.getAsLong();
                if (owed >= SHORTEST_WAIT) {
                    pause(Math.min((long) owed, LONGEST_IN_ALL - waited));
                    owed = 0;
                }
            }
        }

        private void pause(long time) throws ObjectStore.StoreFailure {
            for (long left = time; left > 0; left -= LONGEST_WAIT) {
                draft.requireTaken(ownerUid);
                pace.pass(Duration.ofNanos(Math.min(left, LONGEST_WAIT)));
            }
            waited += time;
        }

        void resetIfDue() throws OrderedReset {
            if (taken == resetAfter.orElse(-1)) {
                reset = true;
                throw new OrderedReset(taken);
            }
        }
    }
}
