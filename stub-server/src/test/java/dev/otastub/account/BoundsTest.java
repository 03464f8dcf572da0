package dev.otastub.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otastub.core.StubClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

    @Test
    void of_nonces_the_oldest_is_forgotten_first() {
        Nonces nonces = new Nonces(2);
        for (String nonce : List.of("a", "b", "c")) {
            assertThat(nonces.claim("id", nonce, NOW)).isTrue();
        }

        assertThat(nonces.isUsed("id", "a", NOW)).isFalse();
        assertThat(nonces.isUsed("id", "b", NOW)).isTrue();
        assertThat(nonces.isUsed("id", "c", NOW)).isTrue();
    }

    @Test
    void a_nonce_is_used_for_15_minutes_and_for_its_access_key_only() {
        Nonces nonces = new Nonces(10);
        nonces.claim("id", "n", NOW);

        assertThat(nonces.isUsed("other", "n", NOW)).isFalse();
        assertThat(nonces.isUsed("id", "n", NOW.plus(Duration.ofMinutes(15)).minusMillis(1)))
                .isTrue();
        assertThat(nonces.isUsed("id", "n", NOW.plus(Duration.ofMinutes(15)))).isFalse();
    }

    @Test
    void long_nonces_are_told_apart_though_they_are_not_kept() {
        Nonces nonces = new Nonces(10);
        String longOne = "x".repeat(100_000);
        nonces.claim("id", longOne, NOW);

        assertThat(nonces.isUsed("id", longOne, NOW)).isTrue();
        assertThat(nonces.isUsed("id", longOne + "y", NOW)).isFalse();
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
