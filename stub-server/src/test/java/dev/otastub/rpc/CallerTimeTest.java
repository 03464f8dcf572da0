package dev.otastub.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.account.AccessKey;
import dev.otastub.core.HttpAnswer;
import dev.otastub.core.Refusal;
import dev.otastub.testing.RpcCall;
import dev.otastub.testing.RpcCall.Dialect;
import dev.otastub.testing.RpcStub;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which times of callers pass: by the stub's clock, or, once that was moved, by the machine's. */
final class CallerTimeTest {

    private static final Duration FIFTEEN_MINUTES = Duration.ofMinutes(15);

    @ParameterizedTest
    @CsvSource({"-900, true", "-901, false", "0, true", "900, true", "901, false"})
    void a_timestamp_may_be_off_by_the_window_either_way(long seconds, boolean passes) {
        RpcStub stub = new RpcStub();
        Instant given = Instant.parse("2026-11-22T11:50:16.789Z").plusSeconds(seconds);

        assertThat(passes(stub, RpcCall.generate().common("Timestamp", given.toString())))
                .isEqualTo(passes);
        assertThat(passes(stub, RpcCall.generate(Dialect.ACS3).common("Timestamp", given.toString())))
                .isEqualTo(passes);
    }

    @Test
    void once_the_clock_was_moved_a_caller_may_go_by_either_clock() {
        RpcStub stub = new RpcStub();
        stub.clock.advance(Duration.ofDays(3));

        assertThat(passes(stub, at(stub.machine.instant()))).isTrue();
        assertThat(passes(stub, at(stub.clock.instant()))).isTrue();
        assertThat(passes(stub, at(stub.clock.instant().minus(Duration.ofDays(1)))))
                .isFalse();
    }

    @Test
    void a_reason_names_both_times_and_the_machines_too_once_the_clock_was_moved() {
        RpcStub stub = new RpcStub();

        assertThat(reason(stub))
                .isEqualTo("The timestamp is 2020-01-01T00:00:00Z, and the account's clock says"
                        + " 2026-11-22T11:50:16.789Z; at most 900 s may lie between.");
        stub.clock.advance(Duration.ofHours(1));
        assertThat(reason(stub))
                .isEqualTo("The timestamp is 2020-01-01T00:00:00Z, and the account's clock says"
                        + " 2026-11-22T12:50:16.789Z (the machine's 2026-11-22T11:50:16.789Z); at most 900 s may lie"
                        + " between.");
    }

    private static String reason(RpcStub stub) {
        return stub.answer(at(Instant.parse("2020-01-01T00:00:00Z")))
                .story()
                .refusal()
                .orElseThrow()
                .reason();
    }

    @Test
    void while_the_clock_is_frozen_callers_clocks_go_on() {
        RpcStub stub = new RpcStub();
        stub.clock.freeze();
        stub.machine.advance(Duration.ofHours(2));

        assertThat(passes(stub, at(stub.machine.instant()))).isTrue();
        assertThat(passes(stub, at(stub.clock.instant()))).isTrue();
    }

    @Test
    void by_strict_caller_time_the_stubs_clock_alone_counts() {
        RpcStub stub = new RpcStub(RpcStub.Settings.USUAL.strict());
        stub.clock.advance(Duration.ofDays(3));

        assertThat(passes(stub, at(stub.machine.instant()))).isFalse();
        assertThat(passes(stub, at(stub.clock.instant()))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-22T11:50:16Z", "2026-11-22T11:50:16.7Z", "2026-11-22T11:50:16.789123Z"})
    void a_fraction_of_a_second_is_accepted(String timestamp) {
        assertThat(passes(new RpcStub(), RpcCall.generate().common("Timestamp", timestamp)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-22T11:50:16",
                "2026-11-22T11:50:16+00:00",
                "2026-11-22T11:50Z",
                "Sun, 22 Nov 2026 11:50:16 GMT",
                "1795348216"
            })
    void any_other_spelling_is_not_well_formed(String timestamp) {
        HttpAnswer answer = new RpcStub().answer(RpcCall.generate().common("Timestamp", timestamp));

        assertThat(answer.story().refusal()).map(Refusal::row).contains(GatewayError.MALFORMED_TIMESTAMP);
    }

    @Test
    void a_token_and_a_nonce_follow_the_stubs_clock_alone() {
        RpcStub stub = new RpcStub();
        assertThat(passes(stub, withToken())).isTrue();

        stub.clock.advance(FIFTEEN_MINUTES);
        assertThat(passes(stub, withToken())).isTrue();

        stub.clock.advance(Duration.ofMinutes(45));
        assertThat(stub.answer(withToken().common("SignatureNonce", "another"))
                        .story()
                        .refusal())
                .map(Refusal::row)
                .contains(GatewayError.SECURITY_TOKEN_EXPIRED);
    }

    @Test
    void an_accounts_own_clock_counts_for_it_and_for_nobody_else() {
        RpcStub stub = new RpcStub(RpcStub.Settings.USUAL.strict());
        stub.account.clock().advance(Duration.ofDays(3));
        Instant ahead = stub.account.clock().instant();

        assertThat(passes(stub, at(ahead))).isTrue();
        assertThat(passes(stub, at(stub.clock.instant()))).isFalse();
        assertThat(passes(stub, at(ahead).key(RpcStub.OTHER_KEY))).isFalse();
        assertThat(passes(stub, at(stub.clock.instant()).key(RpcStub.OTHER_KEY)))
                .isTrue();
    }

    @Test
    void once_an_accounts_clock_was_moved_its_callers_may_go_by_the_machines() {
        RpcStub stub = new RpcStub();
        stub.account.clock().freezeAt(Instant.parse("2030-01-01T00:00:00Z"));
        Instant anHourAgo = stub.machine.instant();
        stub.machine.advance(Duration.ofHours(1));

        assertThat(passes(stub, at(stub.machine.instant()))).isTrue();
        assertThat(passes(stub, at(stub.account.clock().instant()))).isTrue();
        assertThat(passes(stub, at(anHourAgo))).isFalse();
    }

    @Test
    void a_token_and_a_nonce_follow_their_accounts_clock() {
        RpcStub stub = new RpcStub();
        assertThat(passes(stub, withToken())).isTrue();
        assertThat(passes(stub, withNonce(RpcStub.OTHER_KEY))).isTrue();

        stub.account.clock().advance(FIFTEEN_MINUTES);
        assertThat(passes(stub, withToken())).isTrue();
        assertThat(passes(stub, withNonce(RpcStub.OTHER_KEY))).isFalse();

        stub.account.clock().advance(Duration.ofMinutes(45));
        HttpAnswer refused = stub.answer(withToken().common("SignatureNonce", "another"));
        assertThat(refused.story().refusal()).map(Refusal::row).contains(GatewayError.SECURITY_TOKEN_EXPIRED);
        assertThat(refused.story().refusal())
                .map(Refusal::reason)
                .contains("By the account's clock it is 2026-11-22T12:50:16.789Z, and the SecurityToken has expired.");
        assertThat(refused.story().at()).isEqualTo(stub.account.clock().instant());
    }

    @Test
    void a_second_of_the_quota_is_one_of_the_account() {
        RpcStub stub = new RpcStub(RpcStub.Settings.USUAL.quota(1));
        stub.account.clock().freeze();
        for (AccessKey key : List.of(RpcStub.KEY, RpcStub.OTHER_KEY)) {
            assertThat(passes(stub, RpcCall.generate().key(key))).isTrue();
        }

        stub.machine.advance(Duration.ofSeconds(1));
        assertThat(passes(stub, RpcCall.generate().key(RpcStub.KEY))).isFalse();
        assertThat(passes(stub, RpcCall.generate().key(RpcStub.OTHER_KEY))).isTrue();

        stub.account.clock().advance(Duration.ofSeconds(1));
        assertThat(passes(stub, RpcCall.generate().key(RpcStub.KEY))).isTrue();
        assertThat(passes(stub, RpcCall.generate().key(RpcStub.OTHER_KEY))).isFalse();
    }

    @Test
    void a_quota_that_nobody_asked_for_does_not_hold_for_an_account_whose_clock_stands() {
        RpcStub stub = new RpcStub();
        stub.account.clock().freeze();

        assertThat(IntStream.range(0, 100))
                .allMatch(i -> passes(stub, RpcCall.generate().key(RpcStub.KEY)));
        assertThat(IntStream.range(0, 100))
                .anyMatch(i -> !passes(stub, RpcCall.generate().key(RpcStub.OTHER_KEY)));
    }

    private static RpcCall withNonce(AccessKey key) {
        return RpcCall.generate().key(key).common("SignatureNonce", "the same each time");
    }

    private static RpcCall withToken() {
        return RpcCall.generate()
                .key(RpcStub.TOKEN.key())
                .common("SecurityToken", RpcStub.TOKEN.token())
                .common("SignatureNonce", "the same each time");
    }

    private static RpcCall at(Instant instant) {
        return RpcCall.generate().common("Timestamp", instant.toString());
    }

    private static boolean passes(RpcStub stub, RpcCall call) {
        return stub.answer(call).status() == 200;
    }
}
