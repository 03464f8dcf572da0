package dev.otastub.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.control.Order;
import dev.otastub.control.OrderedError;
import dev.otastub.core.Headers;
import dev.otastub.core.HttpAnswer;
import dev.otastub.core.Refusal;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An answer that a request provoked, and the answers to the same request when its cause was ordered of a stub that is
 * the same otherwise.
 *
 * @param ofNobody whether no account is known of the request, so that nothing can be ordered for it; another one that is
 *     right took its place
 * @param natural what was provoked
 * @param given what was ordered with the arguments of the natural refusal
 * @param bare what was ordered without any
 */
public record Comparison(boolean ofNobody, Answered natural, Answered given, Answered bare) {

    /** All of an answer that is sent. */
    public record Answered(int status, Headers headers, String body) {

        static Answered of(HttpAnswer answer) {
            return new Answered(answer.status(), answer.headers(), OssStub.text(answer));
        }
    }

    /** A stub that has just been made, and a request to it. */
    public interface Ordering {
        /** @param ordered is in force before the request comes; nothing is if empty */
        HttpAnswer answer(Optional<OrderedError> ordered);
    }

    /** What was ordered without arguments needs none where the request is there to tell them. */
    public void assertEqual() {
        assertThat(given).isEqualTo(natural);
        if (!ofNobody) {
            assertThat(bare).as("without arguments").isEqualTo(natural);
        }
    }

    public static Comparison of(boolean ofNobody, Ordering natural, Ordering ordered) {
        HttpAnswer provoked = natural.answer(Optional.empty());
        Refusal why = refusal(provoked);
        return new Comparison(
                ofNobody,
                Answered.of(provoked),
                Answered.of(requireOrdered(ordered, new OrderedError(why.row(), why.arguments()))),
                Answered.of(requireOrdered(ordered, new OrderedError(why.row(), Map.of()))));
    }

    /** An order for the next request of any account. */
    public static Order<OrderedError> next(OrderedError what) {
        return new Order<>(Optional.empty(), Optional.empty(), Optional.empty(), OptionalInt.of(1), what);
    }

    private static HttpAnswer requireOrdered(Ordering ordering, OrderedError what) {
        HttpAnswer answer = ordering.answer(Optional.of(what));
        if (!refusal(answer).reason().contains("was ordered")) {
            throw new AssertionError("Not refused by order, but because: " + refusal(answer));
        }
        return answer;
    }

    private static Refusal refusal(HttpAnswer answer) {
        return answer.story().refusal().orElseThrow(() -> new AssertionError("Accepted: " + answer.story()));
    }
}
