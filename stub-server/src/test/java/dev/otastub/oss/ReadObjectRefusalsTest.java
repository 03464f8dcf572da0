package dev.otastub.oss;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.account.AccessKey;
import dev.otastub.core.HttpAnswer;
import dev.otastub.core.HttpRequest;
import dev.otastub.testing.ObjectRequest;
import dev.otastub.testing.OssStub;
import dev.otastub.testing.PostForm;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each check of a request to read an object: a request that is right but for one thing, and what refuses it. */
final class ReadObjectRefusalsTest {

    @TempDir
    Path folder;

    /**
     * One mistake.
     *
     * @param sentence what is wrong
     * @param check the check that refuses it
     * @param row the expected row
     * @param request the request
     * @param implied other checks that must refuse the same mistake, because it makes what they look at be missing
     */
    private record Case(
            String sentence, ReadCheck check, OssErrorRow row, ObjectRequest request, Set<ReadCheck> implied) {

        Case and(ReadCheck other) {
            return new Case(sentence, check, row, request, Set.of(other));
        }

        @Override
        public String toString() {
            return row + ": " + sentence;
        }
    }

    private static Case refused(ReadCheck check, OssErrorRow row, String sentence, ObjectRequest request) {
        return new Case(sentence, check, row, request, Set.of());
    }

    static Stream<Case> cases() {
        return Stream.of(addressed(), signed(), timed(), allowed()).flatMap(List::stream);
    }

    private static List<Case> addressed() {
        return List.of(
                refused(
                        ReadCheck.ENDPOINT_IS_NOT_SECOND_LEVEL,
                        PostObjectError.SECOND_LEVEL_DOMAIN_FORBIDDEN,
                        "the bucket stands in the path, on OSS's own endpoint",
                        ObjectRequest.signed()
                                .host("oss-cn-shanghai.aliyuncs.com")
                                .path("/iotx-ota/" + PostForm.KEY)),
                refused(
                        ReadCheck.METHOD_IS_EMULATED,
                        OssError.METHOD_NOT_EMULATED,
                        "the object is to be deleted",
                        ObjectRequest.signed().method("DELETE")),
                refused(
                                ReadCheck.BUCKET_EXISTS,
                                PostObjectError.NO_SUCH_BUCKET,
                                "nobody has the bucket",
                                ObjectRequest.signed().path("/nobodys/a").object("nobodys", "a"))
                        .and(ReadCheck.OBJECT_EXISTS),
                refused(
                        ReadCheck.ENDPOINT_IS_THE_BUCKETS,
                        PostObjectError.WRONG_ENDPOINT,
                        "the bucket is in another region",
                        ObjectRequest.signed().host("iotx-ota.oss-cn-beijing.aliyuncs.com")),
                refused(
                                ReadCheck.OBJECT_IS_MEANT,
                                OssError.METHOD_NOT_EMULATED,
                                "the objects of the bucket are to be listed",
                                ObjectRequest.signed().path("/iotx-ota").object("iotx-ota", ""))
                        .and(ReadCheck.OBJECT_EXISTS),
                refused(
                        ReadCheck.OBJECT_EXISTS,
                        OssError.NO_SUCH_KEY,
                        "nobody uploaded the object",
                        ObjectRequest.signed().path("/ota/nothing").object("iotx-ota", "ota/nothing")));
    }

    private static List<Case> signed() {
        return List.of(
                refused(
                        ReadCheck.SIGNATURE_IS_SENT,
                        PostObjectError.ANONYMOUS_DENIED,
                        "nobody signed",
                        ObjectRequest.anonymous()),
                refused(
                                ReadCheck.AUTHORIZATION_IS_READABLE,
                                OssError.AUTHORIZATION_MALFORMED,
                                "the header is one of another version",
                                ObjectRequest.signed().header("Authorization", "OSS4-HMAC-SHA256 Credential=a"))
                        .and(ReadCheck.ACCESS_KEY_IS_KNOWN),
                refused(
                        ReadCheck.ACCESS_KEY_IS_KNOWN,
                        PostObjectError.ACCESS_KEY_ID_UNKNOWN,
                        "nobody has the access key id of the header",
                        ObjectRequest.signed().signedBy(AccessKey.of("nobodys", "secret"))),
                refused(
                        ReadCheck.ACCESS_KEY_IS_KNOWN,
                        PostObjectError.ACCESS_KEY_ID_UNKNOWN,
                        "nobody has the access key id of the URL",
                        ObjectRequest.presigned().signedBy(AccessKey.of("nobodys", "secret"))),
                refused(
                        ReadCheck.ACCESS_KEY_IS_ACTIVE,
                        PostObjectError.ACCESS_KEY_DISABLED,
                        "the access key is disabled",
                        ObjectRequest.signed().own().signedBy(OssStub.DISABLED_KEY)),
                refused(
                        ReadCheck.SECURITY_TOKEN_IS_VALID,
                        PostObjectError.STS_TOKEN_MISSING,
                        "a temporary key comes without its token",
                        ObjectRequest.signed().own().signedBy(OssStub.TOKEN.key())),
                refused(
                        ReadCheck.SECURITY_TOKEN_IS_VALID,
                        PostObjectError.SECURITY_TOKEN_INVALID,
                        "nobody was given the token in the URL",
                        ObjectRequest.presigned()
                                .own()
                                .signedBy(OssStub.TOKEN.key())
                                .query("security-token", "made up")),
                refused(
                        ReadCheck.SECURITY_TOKEN_IS_VALID,
                        PostObjectError.SECURITY_TOKEN_EXPIRED,
                        "the token expires at this very moment",
                        ObjectRequest.signed()
                                .own()
                                .signedBy(OssStub.EXPIRED_TOKEN.key())
                                .header("x-oss-security-token", OssStub.EXPIRED_TOKEN.token())),
                refused(
                        ReadCheck.SIGNATURE_MATCHES,
                        PostObjectError.SIGNATURE_DOES_NOT_MATCH,
                        "another secret signed the header",
                        ObjectRequest.signed().secret("guessed")),
                refused(
                        ReadCheck.SIGNATURE_MATCHES,
                        PostObjectError.SIGNATURE_DOES_NOT_MATCH,
                        "another secret signed the URL",
                        ObjectRequest.presigned().secret("guessed")),
                refused(
                        ReadCheck.SIGNATURE_MATCHES,
                        PostObjectError.SIGNATURE_DOES_NOT_MATCH,
                        "the signature is of another object",
                        ObjectRequest.presigned().object("iotx-ota", "ota/other.bin")));
    }

    private static List<Case> timed() {
        return List.of(
                refused(
                        ReadCheck.TIME_IS_FRESH,
                        OssError.DATE_MISSING,
                        "there is no date",
                        ObjectRequest.signed().withoutHeader("Date")),
                refused(
                        ReadCheck.TIME_IS_FRESH,
                        OssError.DATE_MISSING,
                        "the date is of another kind",
                        ObjectRequest.signed().header("Date", OssStub.NOW.toString())),
                refused(
                        ReadCheck.TIME_IS_FRESH,
                        OssError.REQUEST_TIME_TOO_SKEWED,
                        "the date is more than 15 minutes old",
                        ObjectRequest.signed().header("Date", "Sun, 22 Nov 2026 11:35:16 GMT")),
                refused(
                        ReadCheck.TIME_IS_FRESH,
                        OssError.EXPIRES_MALFORMED,
                        "the URL expires at a date",
                        ObjectRequest.presigned().expires("2026-11-22")),
                refused(
                        ReadCheck.TIME_IS_FRESH,
                        OssError.URL_EXPIRED,
                        "the URL expired this second",
                        ObjectRequest.presigned().expires(Long.toString(OssStub.NOW.getEpochSecond()))));
    }

    private static List<Case> allowed() {
        return List.of(
                refused(
                        ReadCheck.CALLER_MAY_READ,
                        PostObjectError.ANONYMOUS_DENIED,
                        "a customer reads in the platform's bucket",
                        ObjectRequest.signed().signedBy(OssStub.KEY)),
                refused(
                        ReadCheck.CALLER_MAY_READ,
                        PostObjectError.ANONYMOUS_DENIED,
                        "the object in the platform's bucket is of another account",
                        ObjectRequest.signed().signedBy(OssStub.OTHER_ISSUING_KEY)),
                refused(
                        ReadCheck.CALLER_MAY_READ,
                        PostObjectError.ANONYMOUS_DENIED,
                        "the object in a customer's bucket is of another account",
                        ObjectRequest.signed().own().signedBy(OssStub.OTHER_ISSUING_KEY)));
    }

    private OssStub stub() {
        OssStub stub = new OssStub(folder);
        stub.send(PostForm.v1());
        stub.send(PostForm.own(OssStub.KEY));
        assertThat(stub.store.all()).hasSize(2);
        return stub;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void is_refused_for_its_own_cause(Case one) {
        HttpAnswer answer = stub().send(one.request());

        assertThat(OssStub.cause(answer)).isEqualTo(one.row().name());
        assertThat(answer.status()).isEqualTo(one.row().status());
        assertThat(answer.headers().first("x-oss-ec")).isEqualTo(one.row().ec());
        assertThat(OssStub.text(answer))
                .contains("<Code>" + one.row().code() + "</Code>")
                .doesNotContain("{E");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void is_refused_by_its_own_check_and_no_other(Case one) {
        OssStub stub = stub();
        HttpRequest request = one.request().arrivingAt(stub.clock.instant());
        OssAddress address = stub.addressing.of(request).orElseThrow();
        ReadAuthorization authorization = ReadAuthorization.of(request);
        Reading reading = new Reading(
                request,
                address,
                authorization,
                Reading.caller(authorization, stub.accounts),
                stub.store.find(address.bucket(), address.key()),
                stub.addressing,
                stub.accounts,
                stub.callerTime);
        Set<ReadCheck> expected = new LinkedHashSet<>(one.implied());
        expected.add(one.check());

        assertThat(Arrays.stream(ReadCheck.values())
                        .filter(check -> check.refusal(reading).isPresent())
                        .collect(Collectors.toSet()))
                .isEqualTo(expected);
    }

    static Stream<Arguments> pairs() {
        AccessKey nobody = AccessKey.of("nobodys", "secret");
        return Stream.of(
                Arguments.of(
                        "METHOD_NOT_EMULATED",
                        ObjectRequest.anonymous().path("/nobodys/a").method("PUT")),
                Arguments.of("NO_SUCH_BUCKET", ObjectRequest.anonymous().path("/nobodys/a")),
                Arguments.of("ANONYMOUS_DENIED", ObjectRequest.anonymous().path("/ota/nothing")),
                Arguments.of(
                        "ACCESS_KEY_ID_UNKNOWN",
                        ObjectRequest.presigned().signedBy(nobody).expires("0")),
                Arguments.of(
                        "URL_EXPIRED",
                        ObjectRequest.presigned().secret("guessed").expires("0")),
                Arguments.of(
                        "SIGNATURE_DOES_NOT_MATCH",
                        ObjectRequest.presigned().secret("guessed").path("/ota/nothing")),
                Arguments.of(
                        "ANONYMOUS_DENIED",
                        ObjectRequest.signed()
                                .signedBy(OssStub.KEY)
                                .path("/ota/nothing")
                                .object("iotx-ota", "ota/nothing")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pairs")
    void the_earlier_of_two_mistakes_is_told(String first, ObjectRequest request) {
        assertThat(OssStub.cause(stub().send(request))).isEqualTo(first);
    }

    @Test
    void every_check_has_a_case() {
        assertThat(cases().map(Case::check).collect(Collectors.toSet())).containsExactlyInAnyOrder(ReadCheck.values());
    }

    @Test
    void every_natural_row_has_a_case_here_or_over_http() {
        Set<OssErrorRow> natural = Arrays.stream(OssError.values())
                .filter(row -> row.provocation().natural())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Set<OssErrorRow> provoked = cases().map(Case::row)
                .filter(OssError.class::isInstance)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        provoked.addAll(OssErrorOverHttpTest.ROWS);

        assertThat(provoked).isEqualTo(natural);
    }

    @Test
    void the_requests_that_are_changed_are_right() {
        OssStub stub = stub();
        for (ObjectRequest request : List.of(
                ObjectRequest.signed(),
                ObjectRequest.presigned(),
                ObjectRequest.signed().own().signedBy(OssStub.KEY),
                ObjectRequest.presigned().own().signedBy(OssStub.RAM_KEY),
                ObjectRequest.presigned()
                        .own()
                        .signedBy(OssStub.TOKEN.key())
                        .query("security-token", OssStub.TOKEN.token()),
                ObjectRequest.signed()
                        .own()
                        .signedBy(OssStub.TOKEN.key())
                        .header("x-oss-security-token", OssStub.TOKEN.token()))) {
            assertThat(OssStub.cause(stub.send(request))).isEqualTo("accepted");
        }
    }
}
