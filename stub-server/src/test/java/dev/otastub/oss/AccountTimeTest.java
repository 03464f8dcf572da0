package dev.otastub.oss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.otastub.core.HttpAnswer;
import dev.otastub.testing.ObjectRequest;
import dev.otastub.testing.OssStub;
import dev.otastub.testing.PostForm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is refused for the time is refused by the clock of the account whose request it is, and by no other. */
final class AccountTimeTest {

    private static final String ACCOUNT = "1000000000000001";
    private static final String OTHER = "1000000000000002";
    private static final String FAR = "2036-01-01T00:00:00.000Z";

    @TempDir
    Path folder;

    private OssStub stub;

    @BeforeEach
    void upload() {
        stub = OssStub.strict(folder);
        assertThat(OssStub.cause(stub.send(PostForm.v1()))).isEqualTo("accepted");
        assertThat(OssStub.cause(stub.send(PostForm.own(OssStub.KEY)))).isEqualTo("accepted");
    }

    static Stream<Arguments> requests() {
        return Stream.of(
                arguments("POLICY_EXPIRED", Duration.ofSeconds(60), form(PostForm.v1())),
                arguments("POLICY_EXPIRED", Duration.ofDays(1), form(PostForm.own(OssStub.KEY))),
                arguments(
                        "V4_DATE_OUT_OF_WINDOW",
                        Duration.ofDays(7).plusSeconds(1),
                        form(PostForm.v4().expiration(FAR))),
                arguments(
                        "V4_DATE_OUT_OF_WINDOW",
                        Duration.ofMinutes(-16),
                        form(PostForm.v4().expiration(FAR))),
                arguments(
                        "SECURITY_TOKEN_EXPIRED",
                        Duration.ofHours(1),
                        form(PostForm.sts(OssStub.TOKEN).expiration(FAR))),
                arguments("URL_EXPIRED", Duration.ofSeconds(60), object(ObjectRequest.presigned())),
                arguments("V4_URL_EXPIRED", Duration.ofSeconds(60), object(ObjectRequest.presignedV4())),
                arguments("V4_URL_TOO_EARLY", Duration.ofMinutes(-16), object(ObjectRequest.presignedV4())),
                arguments("REQUEST_TIME_TOO_SKEWED", Duration.ofMinutes(16), object(ObjectRequest.signed())),
                arguments("REQUEST_TIME_TOO_SKEWED", Duration.ofMinutes(-16), object(ObjectRequest.signedV4())),
                arguments("REQUEST_TIME_TOO_SKEWED", Duration.ofMinutes(16), object(ObjectRequest.put("b", new byte[] {1
                }))));
    }

    private static Named<Function<OssStub, HttpAnswer>> form(PostForm form) {
        return Named.of("PostObject", stub -> stub.send(form));
    }

    private static Named<Function<OssStub, HttpAnswer>> object(ObjectRequest request) {
        return Named.of("object", stub -> stub.send(request));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void a_request_is_refused_by_its_accounts_clock(
            String cause, Duration move, Function<OssStub, HttpAnswer> request) {
        stub.clocks.of(ACCOUNT).advance(move);

        HttpAnswer answer = request.apply(stub);

        assertThat(OssStub.cause(answer)).isEqualTo(cause);
        assertThat(answer.story().at()).isEqualTo(OssStub.NOW.plus(move));
        assertThat(answer.story().subject().accountUid()).contains(ACCOUNT);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void it_is_not_refused_by_the_clock_of_another_account(
            String cause, Duration move, Function<OssStub, HttpAnswer> request) {
        stub.clocks.of(OTHER).advance(move);

        HttpAnswer answer = request.apply(stub);

        assertThat(OssStub.cause(answer)).isEqualTo("accepted");
        assertThat(answer.story().at()).isEqualTo(OssStub.NOW);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void it_is_not_refused_by_the_clock_of_the_stub_if_its_accounts_says_otherwise(
            String cause, Duration move, Function<OssStub, HttpAnswer> request) {
        stub.clocks.of(ACCOUNT).freeze();
        stub.clock.advance(move);

        assertThat(OssStub.cause(request.apply(stub))).isEqualTo("accepted");
    }

    @Test
    void an_object_is_of_the_time_of_its_account() {
        stub.clocks.of(ACCOUNT).advance(Duration.ofSeconds(59));

        stub.send(PostForm.v1());

        assertThat(stub.object(Addressing.PLATFORM_BUCKET, PostForm.KEY).uploadedAt())
                .isEqualTo(OssStub.NOW.plusSeconds(59));
    }

    @Test
    void what_an_answer_took_is_told_by_one_clock() {
        stub.clocks.of(ACCOUNT).advance(Duration.ofSeconds(59));

        HttpAnswer answer = stub.send(PostForm.v1());

        assertThat(answer.headers().first("x-oss-server-time")).contains("0");
    }
}
