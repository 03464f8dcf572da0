package dev.otastub.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordsTest {

    private static final Optional<String> ALICE = Optional.of("alice");
    private static final Optional<String> BOB = Optional.of("bob");

    private final Records<String> records = new Records<>(3, 10, String::length);

    @Test
    void each_account_has_its_own_and_nobody_has_the_rest() {
        records.add(ALICE, "a");
        records.add(BOB, "b");
        records.add(Optional.empty(), "n");

        assertThat(records.of(ALICE)).containsExactly("a");
        assertThat(records.of(BOB)).containsExactly("b");
        assertThat(records.of(Optional.empty())).containsExactly("n");
    }

    @Test
    void whoever_has_most_loses_the_oldest_when_there_are_too_many() {
        records.add(BOB, "b");
        records.add(ALICE, "a");
        records.add(ALICE, "c");
        records.add(ALICE, "d");

        assertThat(records.of(ALICE)).containsExactly("c", "d");
        assertThat(records.of(BOB)).containsExactly("b");
    }

    @Test
    void of_equal_ones_the_one_with_the_oldest_loses_it() {
        records.add(BOB, "b");
        records.add(ALICE, "a");
        records.add(Optional.empty(), "n");
        records.add(Optional.of("carol"), "c");

        assertThat(records.of(BOB)).isEmpty();
        assertThat(records.of(ALICE)).containsExactly("a");
        assertThat(records.of(Optional.of("carol"))).containsExactly("c");
    }

    @Test
    void the_oldest_go_until_the_bytes_are_few_enough() {
        records.add(BOB, "1234");
        records.add(ALICE, "12");
        records.add(ALICE, "345");
        records.add(ALICE, "67890");

        assertThat(records.of(ALICE)).containsExactly("67890");
        assertThat(records.of(BOB)).containsExactly("1234");
    }

    @Test
    void what_is_larger_than_all_room_there_is_is_not_kept() {
        records.add(ALICE, "a");
        records.add(ALICE, "12345678901");

        assertThat(records.of(ALICE)).isEmpty();
    }

    @Test
    void what_was_forgotten_takes_no_room() {
        for (int i = 0; i < 10; i++) {
            records.add(ALICE, "1234567890");
            records.forget(ALICE);
        }
        records.add(BOB, "12345");
        records.add(ALICE, "12345");

        assertThat(records.of(BOB)).hasSize(1);
        assertThat(records.of(ALICE)).hasSize(1);
        records.forget();
        assertThat(records.of(BOB)).isEmpty();
    }
}
