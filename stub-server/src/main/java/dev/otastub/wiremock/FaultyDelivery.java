package dev.otastub.wiremock;

import com.github.tomakehurst.wiremock.http.Fault;
import dev.otastub.control.Pace;
import dev.otastub.core.Delivery;
import java.util.function.IntConsumer;

/**
 * Has answers come as faults that were ordered want them. An answer that is held back holds its thread; the server gets
 * another one for so long.
 */
final class FaultyDelivery {

    private final Pace pace;
    private int held;
    private IntConsumer spareThreads = count -> {};

    FaultyDelivery(Pace pace) {
        this.pace = pace;
    }

    /** @param spare is told how many threads wait, whenever that changes */
    synchronized void lendThreads(IntConsumer spare) {
        spareThreads = spare;
    }

    /** Waits as long as an answer is to be held back, and has the request read as far as it must be before the answer. */
    void prepare(Delivery delivery, Exchange exchange) {
        if (!delivery.delay().isZero()) {
            count(1);
            try {
                pace.pass(delivery.delay());
            } finally {
                count(-1);
            }
        }
        // The end of a connection with something unread is a reset.
        if (delivery.spoiled().filter(how -> how != Delivery.Spoiled.RESET).isPresent()) {
            exchange.readRest();
        }
    }

    /** So many more threads wait, or fewer. */
    synchronized void count(int more) {
        held += more;
        spareThreads.accept(held);
    }

    /** What WireMock calls it. */
    static Fault fault(Delivery.Spoiled how) {
        return switch (how) {
            case EMPTY -> Fault.EMPTY_RESPONSE;
            case GARBAGE -> Fault.RANDOM_DATA_THEN_CLOSE;
            case CUT_OFF -> Fault.MALFORMED_RESPONSE_CHUNK;
            case RESET -> Fault.CONNECTION_RESET_BY_PEER;
        };
    }
}
