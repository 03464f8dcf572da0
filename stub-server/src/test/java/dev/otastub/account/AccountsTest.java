package dev.otastub.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otastub.core.StubClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Accounts come, go and change while the stub runs. */
class AccountsTest {

    private final StubClock clock = new StubClock(() -> Instant.parse("2026-11-22T11:50:32Z"));

    private Account account(String uid, String... keyIds) {
        return account(uid, OptionalInt.empty(), keyIds);
    }

    private Account account(String uid, OptionalInt callsPerSecond, String... keyIds) {
        return new Account(
                uid,
                List.of(keyIds).stream().map(id -> AccessKey.of(id, "secret")).toList(),
                List.of(),
                List.of(new SecurityToken("token of " + uid, AccessKey.of("STS." + uid, "secret"), Optional.empty())),
                Set.of(),
                Set.of(),
                callsPerSecond,
                AccessKey.issuingPairOf(uid),
                clock);
    }

    @Test
    void what_is_replaced_is_found_no_more_and_what_replaces_it_is() {
        Accounts accounts = new Accounts(List.of(account("1", "a"), account("2", "b")), false, new Clocks(clock));

        Accounts.Changes changes =
                accounts.replace(List.of(account("3", "c"), account("1", "a"), account("2", "b", "other")));

        assertThat(changes).isEqualTo(new Accounts.Changes(List.of("3"), List.of(), List.of("2")));
        assertThat(accounts.replace(List.of(account("2", "b"))))
                .isEqualTo(new Accounts.Changes(List.of(), List.of("3", "1"), List.of("2")));
        assertThat(accounts.caller("a")).isEmpty();
        assertThat(accounts.ossCaller(AccessKey.issuingPairOf("1").id())).isEmpty();
        assertThat(accounts.token("token of 1")).isEmpty();
        assertThat(accounts.caller("b")).map(caller -> caller.account().uid()).contains("2");
        assertThat(accounts.token("token of 2")).isPresent();
        assertThat(accounts.defaultAccount().uid()).isEqualTo("2");
    }

    @Test
    void accounts_that_cannot_be_together_change_nothing() {
        Accounts accounts = new Accounts(List.of(account("1", "a")), false, new Clocks(clock));

        assertThatThrownBy(() -> accounts.replace(List.of(account("2", "b"), account("3", "b"))))
                .isInstanceOf(AccountsMistake.class);
        assertThatThrownBy(() -> accounts.replace(List.of())).isInstanceOf(AccountsMistake.class);
        assertThatThrownBy(() -> accounts.replace(List.of(account("any-2", "b"))))
                .isInstanceOf(AccountsMistake.class)
                .hasMessageContaining("any-2");

        assertThat(accounts.all()).containsExactly(account("1", "a"));
        assertThat(accounts.caller("a")).isPresent();
        assertThat(accounts.caller("b")).isEmpty();
    }

    @Test
    void accounts_made_at_run_time_stay_when_the_others_are_replaced() {
        Accounts accounts = new Accounts(List.of(account("1", "a")), true, new Clocks(clock));
        Account made = accounts.caller("new").orElseThrow().account();

        accounts.replace(List.of(account("2", "b")));

        assertThat(accounts.all()).containsExactly(account("2", "b"), made);
        assertThat(accounts.caller("new")).map(Caller::account).contains(made);
        assertThat(accounts.ossCaller(made.issuingKey().id())).isPresent();
    }

    @Test
    void a_configured_key_goes_before_one_that_was_made_up() {
        Accounts accounts = new Accounts(List.of(account("1", "a")), true, new Clocks(clock));
        accounts.caller("b");

        accounts.replace(List.of(account("1", "a"), account("2", "b")));

        assertThat(accounts.caller("b")).map(caller -> caller.account().uid()).contains("2");
    }

    @Test
    void accounts_made_at_run_time_are_told_of_once_and_can_be_restored() {
        List<Account> told = new ArrayList<>();
        Accounts accounts = new Accounts(List.of(account("1", "a")), true, new Clocks(clock), told::add);
        accounts.caller("new");
        accounts.caller("new");
        accounts.caller("newer");

        Accounts later = new Accounts(List.of(account("1", "a")), false, new Clocks(clock));
        later.restore(told);

        assertThat(told).extracting(Account::uid).containsExactly("any-new", "any-newer");
        assertThat(later.caller("new")).map(Caller::account).contains(told.get(0));
        assertThat(later.all()).containsAll(told);
    }

    @Test
    void two_keys_with_one_token_are_a_mistake_that_does_not_repeat_it() {
        Account one = account("1", "a");
        Account other = new Account(
                "2",
                List.of(),
                List.of(),
                List.of(new SecurityToken("token of 1", AccessKey.of("STS.2", "x"), Optional.empty())),
                Set.of(),
                AccessKey.issuingPairOf("2"),
                clock);

        assertThatThrownBy(() -> new Accounts(List.of(one, other), false, new Clocks(clock)))
                .isInstanceOf(AccountsMistake.class)
                .hasMessageContaining("STS.2")
                .hasMessageNotContaining("token of 1");
    }

    @Test
    void an_accounts_own_quota_goes_before_everybodys_and_counts_its_calls() {
        Account own = account("1", OptionalInt.of(2), "a");
        Account usual = account("2", "b");
        Account unlimited = account("3", OptionalInt.of(0), "c");
        Quota quota = new Quota(OptionalInt.of(1));

        assertThat(quota.allows(own, "X", 1)).isTrue();
        assertThat(quota.allows(own, "X", 1)).isTrue();
        assertThat(quota.allows(own, "X", 1)).isFalse();
        assertThat(quota.allows(own, "Y", 1)).isTrue();
        assertThat(quota.allows(usual, "X", 1)).isTrue();
        assertThat(quota.allows(usual, "X", 1)).isFalse();
        for (int i = 0; i < 20; i++) {
            assertThat(quota.allows(unlimited, "X", 1)).isTrue();
        }
    }

    @Test
    void calls_that_were_counted_stay_counted_when_the_account_changes() {
        Quota quota = new Quota(OptionalInt.of(1));
        assertThat(quota.allows(account("1", "a"), "X", 1)).isTrue();

        assertThat(quota.allows(account("1", "b"), "X", 1)).isFalse();
    }

    @Test
    void an_accounts_own_quota_holds_while_the_clock_is_frozen() {
        clock.freeze();
        Quota quota = new Quota(OptionalInt.empty());
        Account own = account("1", OptionalInt.of(1), "a");
        Account usual = account("2", "b");

        assertThat(quota.allows(own, "X", 1)).isTrue();
        assertThat(quota.allows(own, "X", 1)).isFalse();
        assertThat(quota.allows(usual, "X", 1)).isTrue();
        assertThat(quota.allows(usual, "X", 1)).isTrue();
    }

    @Test
    void calls_that_were_counted_can_be_forgotten_by_account() {
        Quota quota = new Quota(OptionalInt.of(1));
        Account one = account("1", "a");
        Account other = account("2", "b");
        assertThat(quota.allows(one, "X", 1)).isTrue();
        assertThat(quota.allows(other, "X", 1)).isTrue();

        quota.forget("1");
        assertThat(quota.allows(one, "X", 1)).isTrue();
        assertThat(quota.allows(other, "X", 1)).isFalse();

        quota.forget();
        assertThat(quota.allows(other, "X", 1)).isTrue();
    }

    private Account withToken(String uid, String token) {
        return new Account(
                uid,
                List.of(),
                List.of(),
                List.of(new SecurityToken(token, AccessKey.of("STS." + uid, "x"), Optional.empty())),
                Set.of(),
                AccessKey.issuingPairOf(uid),
                clock);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void a_token_that_a_configured_or_an_added_account_has_cannot_be_added_again(String owner) {
        Accounts accounts = new Accounts(List.of(withToken("1", "token of 1")), false, new Clocks(clock));
        accounts.add(withToken("2", "token of 2"));

        assertThatThrownBy(() -> accounts.add(withToken("3", "token of " + owner)))
                .isInstanceOf(AccountsMistake.class)
                .hasMessageContaining("STS.3")
                .hasMessageNotContaining("token of");
        accounts.add(withToken("3", "token of 3"));
        accounts.remove("3");

        assertThat(accounts.token("token of " + owner)).isPresent();
        assertThat(accounts.token("token of 3")).isEmpty();
    }

    static Stream<Arguments> likeOneThatWasAdded() {
        Function<AccountsTest, Account> sameId = test -> test.account("2", "c");
        Function<AccountsTest, Account> sameKey = test -> test.account("3", "b");
        Function<AccountsTest, Account> sameToken = test -> test.withToken("3", "token of 2");
        return Stream.of(
                Arguments.of("'2' was added", sameId),
                Arguments.of("'b' is that of an account that was added", sameKey),
                Arguments.of("STS.3", sameToken));
    }

    @ParameterizedTest
    @MethodSource("likeOneThatWasAdded")
    void what_is_configured_later_cannot_hide_an_account_that_was_added(
            String named, Function<AccountsTest, Account> other) {
        Accounts accounts = new Accounts(List.of(account("1", "a")), false, new Clocks(clock));
        accounts.add(account("2", "b"));
        List<Account> others = List.of(account("1", "a"), other.apply(this));

        assertThatThrownBy(() -> accounts.replace(others))
                .isInstanceOf(AccountsMistake.class)
                .hasMessageContaining(named)
                .hasMessageNotContaining("token of");
        assertThat(accounts.all()).containsExactly(account("1", "a"), account("2", "b"));

        accounts.remove("2");
        accounts.replace(others);
        assertThat(accounts.all()).isEqualTo(others);
    }
}
