package dev.otastub.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.core.HttpAnswer;
import dev.otastub.core.Refusal;
import dev.otastub.testing.RpcCall;
import dev.otastub.testing.RpcCall.Dialect;
import dev.otastub.testing.RpcStub;
import java.time.Duration;
import java.time.Instant;
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
