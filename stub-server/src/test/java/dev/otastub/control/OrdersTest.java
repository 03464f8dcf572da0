package dev.otastub.control;

import static dev.otastub.core.CloudOperation.GET_OBJECT;
import static dev.otastub.core.CloudOperation.POST_OBJECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.otastub.core.CloudOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Which request gets what was ordered. */
final class OrdersTest {

    private static final Optional<String> ALICE = Optional.of("alice");
    private static final Optional<String> ANYBODY = Optional.empty();

    private final Orders<String> orders = new Orders<>();

    private void order(Optional<String> uid, OptionalInt times, String what) {
        orders.add(new Order<>(uid, Optional.empty(), Optional.empty(), times, what));
    }

    private void next(Optional<String> uid, String what) {
        order(uid, OptionalInt.of(1), what);
    }

    private Optional<String> take(String uid) {
        return orders.take(uid, "key", Optional.of(POST_OBJECT));
    }

    @Test
    void an_order_is_met_once_and_in_its_turn() {
        next(ALICE, "first");
        next(ALICE, "second");

        assertThat(List.of(take("alice"), take("alice"), take("alice")))
                .containsExactly(Optional.of("first"), Optional.of("second"), Optional.empty());
    }

    @Test
    void an_order_for_several_calls_is_met_so_often_and_one_until_it_is_cleared_ever_after() {
        order(ALICE, OptionalInt.of(2), "twice");
        order(ALICE, OptionalInt.empty(), "ever");

        assertThat(List.of(take("alice"), take("alice"), take("alice"), take("alice")))
                .extracting(Optional::get)
                .containsExactly("twice", "twice", "ever", "ever");
        orders.clear(ALICE);
        assertThat(take("alice")).isEmpty();
    }

    @Test
    void nobody_takes_what_was_ordered_for_another_account() {
        next(ALICE, "hers");

        assertThat(take("bob")).isEmpty();
        assertThat(orders.open(ALICE)).hasSize(1);
    }

    @Test
    void an_order_for_all_accounts_is_met_by_whoever_comes_but_after_the_accounts_own() {
        next(ANYBODY, "anybody's");
        next(ALICE, "hers");

        assertThat(take("alice")).contains("hers");
        assertThat(take("bob")).contains("anybody's");
        assertThat(take("alice")).isEmpty();
    }

    @Test
    void an_order_for_an_operation_or_a_key_waits_for_it() {
        orders.add(new Order<>(ALICE, Optional.empty(), Optional.of(GET_OBJECT), OptionalInt.of(1), "reading"));
        orders.add(new Order<>(ALICE, Optional.of("ram"), Optional.empty(), OptionalInt.of(1), "by the user"));

        assertThat(take("alice")).isEmpty();
        assertThat(orders.take("alice", "key", Optional.empty())).isEmpty();
        assertThat(orders.take("alice", "ram", Optional.of(POST_OBJECT))).contains("by the user");
        assertThat(orders.take("alice", "key", Optional.of(GET_OBJECT))).contains("reading");
    }

    @Test
    void an_order_that_does_not_suit_a_request_waits_for_one_that_it_suits() {
        next(ALICE, "long");
        next(ALICE, "short");

        assertThat(orders.take("alice", "key", Optional.empty(), what -> what.equals("short")))
                .contains("short");
        assertThat(orders.open(ALICE)).extracting(Order::what).containsExactly("long");
    }

    @Test
    void what_is_cleared_for_one_account_stays_for_others() {
        next(ALICE, "hers");
        next(ANYBODY, "anybody's");

        orders.clear(ANYBODY);

        assertThat(take("bob")).isEmpty();
        assertThat(take("alice")).contains("hers");
    }

    @Test
    void of_requests_at_once_each_gets_an_order_of_its_own() throws Exception {
        int threads = 8;
        int each = 200;
        for (int i = 0; i < threads * each / 2; i++) {
            next(i % 2 == 0 ? ALICE : ANYBODY, "order " + i);
        }
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        CyclicBarrier begin = new CyclicBarrier(threads);
        Callable<List<String>> takeAll = () -> {
            begin.await();
            List<String> taken = new ArrayList<>();
            for (int i = 0; i < each; i++) {
                take("alice").ifPresent(taken::add);
            }
            return taken;
        };
        List<Future<List<String>>> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            running.add(pool.submit(takeAll));
        }
        List<String> taken = new ArrayList<>();
        for (Future<List<String>> one : running) {
            taken.addAll(one.get());
        }
        pool.shutdown();

        assertThat(taken).hasSize(threads * each / 2).doesNotHaveDuplicates();
    }

    @Test
    void nobody_fills_the_memory_with_orders() {
        for (int i = 0; i < 1000; i++) {
            next(ALICE, "order");
        }

        assertThatIllegalStateException()
                .isThrownBy(() -> next(ALICE, "one more"))
                .withMessageContaining("1000");
        next(ANYBODY, "another list");
    }

    @Test
    void an_order_for_no_request_is_none() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Order<>(ALICE, ANYBODY, Optional.<CloudOperation>empty(), OptionalInt.of(0), ""));
    }
}
