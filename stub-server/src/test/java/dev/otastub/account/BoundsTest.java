package dev.otastub.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otastub.core.StubClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a client may make the stub remember is bounded, and nobody takes another's place. */
class BoundsTest {

    private static final Instant NOW = Instant.parse("2026-11-22T11:50:32Z");

    private final StubClock clock = new StubClock(() -> NOW);

    private Account account(String uid, String keyId) {
        return new Account(
                uid,
                List.of(AccessKey.of(keyId, "secret")),
                List.of(),
                List.of(),
                Set.of(),
                AccessKey.of("issuer-of-" + uid + keyId, "secret"),
                clock);
    }

    private Caller caller(String uid, String keyId) {
        Account account = account(uid, keyId);
        return new Caller(account, account.keys().get(0), Optional.empty(), Optional.empty());
    }

    @Test
    void of_nonces_the_oldest_is_forgotten_first() {
        Nonces nonces = new Nonces(2);
        Caller caller = caller("1", "id");
        for (String nonce : List.of("a", "b", "c")) {
            assertThat(nonces.claim(caller, nonce, NOW)).isTrue();
        }

        assertThat(nonces.isUsed(caller, "a", NOW)).isFalse();
        assertThat(nonces.isUsed(caller, "b", NOW)).isTrue();
        assertThat(nonces.isUsed(caller, "c", NOW)).isTrue();
    }

    @Test
    void a_nonce_is_used_for_15_minutes_and_for_its_access_key_only() {
        Nonces nonces = new Nonces(10);
        Caller caller = caller("1", "id");
        nonces.claim(caller, "n", NOW);

        assertThat(nonces.isUsed(caller("1", "other"), "n", NOW)).isFalse();
        assertThat(nonces.isUsed(caller, "n", NOW.plus(Duration.ofMinutes(15)).minusMillis(1)))
                .isTrue();
        assertThat(nonces.isUsed(caller, "n", NOW.plus(Duration.ofMinutes(15)))).isFalse();
    }

    @Test
    void long_nonces_are_told_apart_though_they_are_not_kept() {
        Nonces nonces = new Nonces(10);
        Caller caller = caller("1", "id");
        String longOne = "x".repeat(100_000);
        nonces.claim(caller, longOne, NOW);

        assertThat(nonces.isUsed(caller, longOne, NOW)).isTrue();
        assertThat(nonces.isUsed(caller, longOne + "y", NOW)).isFalse();
    }

    @Test
    void an_account_that_is_ahead_makes_nobody_else_forget_nonces() {
        Nonces nonces = new Nonces(10);
        Caller here = caller("1", "here");
        nonces.claim(here, "n", NOW);

        nonces.claim(caller("2", "ahead"), "n", NOW.plus(Duration.ofDays(1000)));

        assertThat(nonces.isUsed(here, "n", NOW)).isTrue();
        assertThat(nonces.claim(here, "n", NOW)).isFalse();
    }

    @Test
    void an_account_with_many_nonces_makes_nobody_else_forget_one() {
        Nonces nonces = new Nonces(10);
        Caller quiet = caller("1", "quiet");
        Caller busy = caller("2", "busy");
        nonces.claim(quiet, "n", NOW);

        for (int i = 0; i < 100; i++) {
            assertThat(nonces.claim(busy, "n" + i, NOW)).isTrue();
        }

        assertThat(nonces.isUsed(quiet, "n", NOW)).isTrue();
        assertThat(nonces.isUsed(busy, "n91", NOW)).isTrue();
        assertThat(nonces.isUsed(busy, "n90", NOW)).isFalse();
    }

    /** Nobody has more than half of them, so that the largest has to be looked for. */
    @Test
    void of_many_accounts_the_one_that_has_most_nonces_forgets_its_oldest() {
        Nonces nonces = new Nonces(6);
        List<Caller> callers = List.of(caller("1", "a"), caller("2", "b"), caller("3", "c"), caller("4", "d"));
        for (int i = 0; i < 3; i++) {
            nonces.claim(callers.get(0), "n" + i, NOW);
        }
        callers.subList(1, 4).forEach(caller -> nonces.claim(caller, "n", NOW));
        assertThat(nonces.isUsed(callers.get(0), "n0", NOW)).isTrue();

        nonces.claim(callers.get(1), "m", NOW);

        assertThat(nonces.isUsed(callers.get(0), "n0", NOW)).isFalse();
        assertThat(nonces.isUsed(callers.get(0), "n1", NOW)).isTrue();
        assertThat(callers.subList(1, 4)).allMatch(caller -> nonces.isUsed(caller, "n", NOW));
    }

    @Test
    void an_accounts_nonces_can_be_forgotten_without_those_of_others_and_make_room() {
        Nonces nonces = new Nonces(2);
        Caller one = caller("1", "one");
        Caller other = caller("2", "other");
        nonces.claim(one, "n", NOW);
        nonces.claim(other, "n", NOW);

        nonces.forget("1");

        assertThat(nonces.claim(other, "m", NOW)).isTrue();
        assertThat(nonces.isUsed(one, "n", NOW)).isFalse();
        assertThat(nonces.isUsed(other, "n", NOW)).isTrue();

        nonces.forget();

        assertThat(nonces.isUsed(other, "n", NOW)).isFalse();
    }

    @Test
    void any_access_key_makes_no_account_of_an_endless_id_and_takes_over_none() {
        Accounts accounts = new Accounts(List.of(account("1234", "known")), true, new Clocks(clock));

        assertThat(accounts.caller("x".repeat(129))).isEmpty();
        assertThat(accounts.caller("1234").orElseThrow().account().folder())
                .isNotEqualTo(accounts.caller("known").orElseThrow().account().folder());
    }

    @Test
    void two_accounts_of_one_id_or_with_one_key_are_a_mistake_that_is_told() {
        assertThatThrownBy(() -> new Accounts(List.of(account("1", "a"), account("1", "b")), false, new Clocks(clock)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Two accounts have the id '1'");
        assertThatThrownBy(() -> new Accounts(List.of(account("1", "a"), account("2", "a")), false, new Clocks(clock)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Two keys have the access key id 'a'");
    }
}
