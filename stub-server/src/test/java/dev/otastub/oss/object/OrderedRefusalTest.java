package dev.otastub.oss.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.control.OrderedError;
import dev.otastub.core.HttpAnswer;
import dev.otastub.core.Refusal;
import dev.otastub.oss.OssError;
import dev.otastub.oss.OssErrorRow;
import dev.otastub.oss.PostObjectError;
import dev.otastub.oss.object.ObjectRefusalsTest.Case;
import dev.otastub.testing.Comparison;
import dev.otastub.testing.ObjectRequest;
import dev.otastub.testing.OssStub;
import dev.otastub.testing.PostForm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Refusals of requests about objects that somebody ordered, beside those that requests provoke. */
final class OrderedRefusalTest {

    @TempDir
    Path folder;

    private OssStub stub(Function<Path, OssStub> making) {
        try {
            OssStub stub = making.apply(Files.createTempDirectory(folder, "objects"));
            stub.send(PostForm.v1());
            stub.send(PostForm.own(OssStub.KEY));
            stub.send(ObjectRequest.put("public", PostForm.FILE).header("x-oss-object-acl", "public-read"));
            return stub;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpAnswer answer(Function<Path, OssStub> making, Optional<OrderedError> ordered, ObjectRequest request) {
        OssStub stub = stub(making);
        ordered.map(Comparison::next).ifPresent(stub.errors::add);
        return stub.send(request);
    }

    private boolean isOfNobody(ObjectRequest request) {
        return ObjectAuthorization.of(request.arrivingAt(OssStub.NOW))
                .accessKeyId()
                .flatMap(new OssStub(folder).accounts::ossCaller)
                .isEmpty();
    }

    private void assertOrderedIsNatural(Function<Path, OssStub> making, ObjectRequest request) {
        boolean ofNobody = isOfNobody(request);
        ObjectRequest right =
                ObjectRequest.signed().host(request.arrivingAt(OssStub.NOW).host());

        Comparison.of(
                        ofNobody,
                        ordered -> answer(making, ordered, request),
                        ordered -> answer(making, ordered, ofNobody ? right : request))
                .assertEqual();
    }

    /** That every natural row has a case is asserted where the cases are, or compared here or over HTTP. */
    @ParameterizedTest
    @MethodSource("dev.otastub.oss.object.ObjectRefusalsTest#cases")
    void an_ordered_answer_is_the_natural_one_to_the_byte(Case one) {
        assertOrderedIsNatural(OssStub::new, one.request());
    }

    @Test
    void the_answer_where_no_web_page_may_call_can_be_ordered_too() {
        assertThat(CorsRulesTest.ROWS).containsExactly(OssError.CORS_NOT_CONFIGURED);
        assertThat(OssStub.cause(answer(OssStub::withoutCors, Optional.empty(), ObjectRequest.preflight())))
                .isEqualTo("CORS_NOT_CONFIGURED");

        assertOrderedIsNatural(OssStub::withoutCors, ObjectRequest.preflight());
    }

    @Test
    void few_rows_have_no_case_of_somebody() {
        Set<OssErrorRow> rows = new LinkedHashSet<>();
        ObjectRefusalsTest.cases().forEach(one -> rows.add(one.row()));
        ObjectRefusalsTest.cases().filter(one -> !isOfNobody(one.request())).forEach(one -> rows.remove(one.row()));

        assertThat(rows)
                .containsExactlyInAnyOrder(
                        OssError.CORS_ORIGIN_MISSING,
                        OssError.CORS_METHOD_MISSING,
                        OssError.CORS_NOT_ALLOWED,
                        OssError.AUTHORIZATION_MALFORMED,
                        PostObjectError.ACCESS_KEY_ID_UNKNOWN,
                        OssError.V4_AUTHORIZATION_MALFORMED,
                        OssError.V4_ACCESS_KEY_ID_INVALID,
                        OssError.SIGNATURE_VERSION_UNKNOWN,
                        OssError.V4_URL_ACCESS_KEY_ID_INVALID,
                        OssError.OVERRIDE_OF_ANONYMOUS);
    }

    /** A right request, and what an ordered refusal of it says. */
    static Stream<Arguments> rightRequests() {
        return Stream.of(
                Arguments.of(OssError.NO_SUCH_KEY, ObjectRequest.signed(), "<Key>" + PostForm.KEY + "</Key>"),
                Arguments.of(
                        OssError.URL_EXPIRED,
                        ObjectRequest.presigned(),
                        "<Expires>2026-11-22T11:51:16Z</Expires>\n  <ServerTime>2026-11-22T11:50:16.789Z</ServerTime>"),
                Arguments.of(
                        OssError.V4_URL_EXPIRED,
                        ObjectRequest.presignedV4(),
                        "<Expires>2026-11-22T11:51:16Z</Expires>\n  <ServerTime>2026-11-22T11:50:16.789Z</ServerTime>"),
                Arguments.of(
                        OssError.EXPIRES_MALFORMED, ObjectRequest.presigned(), "since epoch): 1795348276</Message>"),
                Arguments.of(
                        OssError.REQUEST_TIME_TOO_SKEWED,
                        ObjectRequest.signed(),
                        "<MaxAllowedSkewMilliseconds>900000</MaxAllowedSkewMilliseconds>\n"
                                + "  <RequestTime>2026-11-22T11:50:16Z</RequestTime>"),
                Arguments.of(
                        OssError.RANGE_NOT_SATISFIABLE,
                        ObjectRequest.signed().header("Range", "bytes=0-1"),
                        "<ActualObjectSize>9</ActualObjectSize>\n  <RangeRequested>bytes=0-1</RangeRequested>"),
                Arguments.of(
                        OssError.MAX_KEYS_INVALID,
                        ObjectRequest.list().query("max-keys", "7"),
                        "<ArgumentName>max-keys</ArgumentName>\n  <ArgumentValue>7</ArgumentValue>"),
                Arguments.of(
                        OssError.V4_SIGNING_REGION_WRONG,
                        ObjectRequest.signedV4(),
                        "<Authorization>OSS4-HMAC-SHA256 Credential=issuingid/20261122/cn-shanghai/oss/"),
                Arguments.of(
                        OssError.V4_URL_INCOMPLETE,
                        ObjectRequest.presignedV4(),
                        "Missing parameter 'x-oss-credential'."),
                Arguments.of(
                        PostObjectError.SIGNATURE_DOES_NOT_MATCH,
                        ObjectRequest.signed(),
                        "<StringToSign>GET\n\n\nSun, 22 Nov 2026 11:50:16 GMT\n/iotx-ota/ota/firmware.bin</StringToSign>"),
                Arguments.of(
                        OssError.V4_SIGNATURE_DOES_NOT_MATCH,
                        ObjectRequest.signedV4(),
                        "<CanonicalRequest>GET\n/iotx-ota/ota/firmware.bin\n"),
                Arguments.of(
                        PostObjectError.METADATA_NAME_INVALID,
                        ObjectRequest.put("a", PostForm.FILE).header("x-oss-meta-build", "7"),
                        "<ArgumentName>x-oss-meta-build</ArgumentName>\n  <ArgumentValue>7</ArgumentValue>"),
                Arguments.of(
                        PostObjectError.POST_ON_OBJECT,
                        ObjectRequest.put("a", PostForm.FILE),
                        "<Method>PUT</Method>\n  <ResourceType>Object</ResourceType>"),
                // A reader that named no precondition names none now: the detail is left out.
                Arguments.of(
                        OssError.PRECONDITION_FAILED, ObjectRequest.signed(), "</HostId>\n  <EC>0017-00001001</EC>"));
    }

    @Test
    void an_ordered_answer_is_about_the_argument_that_the_natural_one_is_about() {
        OssStub stub = stub(OssStub::new);
        ObjectRefusalsTest.cases().forEach(one -> {
            Optional<String> natural = argumentName(stub.send(one.request()));
            stub.errors.add(Comparison.next(new OrderedError(one.row(), Map.of())));
            HttpAnswer ordered = stub.send(ObjectRequest.signed().header("x-oss-meta-build_no", "1"));

            // Of four parameters any can be missing.
            if (one.row().details().contains("ArgumentName") && one.row() != OssError.V4_URL_INCOMPLETE) {
                assertThat(argumentName(ordered)).as("%s", one).isEqualTo(natural);
            }
        });
    }

    private static Optional<String> argumentName(HttpAnswer answer) {
        return answer.story().refusal().orElseThrow().argument("ArgumentName");
    }

    @ParameterizedTest
    @MethodSource("rightRequests")
    void a_right_request_tells_what_it_can(OssErrorRow row, ObjectRequest request, String part) {
        HttpAnswer answer = answer(OssStub::new, Optional.of(new OrderedError(row, Map.of())), request);

        assertThat(OssStub.text(answer)).contains(part);
    }

    @ParameterizedTest
    @EnumSource(OssError.class)
    void every_row_can_be_ordered_of_every_request_and_leaves_nothing_to_fill_in(OssError row) {
        assertCanBeOrdered(row);
    }

    @ParameterizedTest
    @EnumSource(PostObjectError.class)
    void every_row_of_uploads_can_be_ordered_too(PostObjectError row) {
        assertCanBeOrdered(row);
    }

    private void assertCanBeOrdered(OssErrorRow row) {
        OssStub stub = stub(OssStub::new);
        for (ObjectRequest request : List.of(
                ObjectRequest.signed(),
                ObjectRequest.presigned().own().signedBy(OssStub.RAM_KEY),
                ObjectRequest.signedV4(),
                ObjectRequest.presignedV4(),
                ObjectRequest.signed().method("DELETE"),
                ObjectRequest.put("a", PostForm.FILE),
                ObjectRequest.list())) {
            stub.errors.add(Comparison.next(new OrderedError(row, Map.of())));

            HttpAnswer answer = stub.send(request);

            assertThat(answer.status()).isEqualTo(row.status());
            assertThat(answer.story().refusal()).map(Refusal::row).contains(row);
            assertThat(OssStub.text(answer)).doesNotContainPattern("\\{\\w+}");
        }
        assertThat(stub.store.all()).hasSize(3);
    }

    @Test
    void the_answer_to_a_head_has_no_body_when_it_was_ordered_either() {
        HttpAnswer answer = answer(
                OssStub::new,
                Optional.of(new OrderedError(PostObjectError.INTERNAL_ERROR, Map.of())),
                ObjectRequest.signed().method("HEAD"));

        assertThat(answer.status()).isEqualTo(500);
        assertThat(OssStub.text(answer)).isEmpty();
    }

    @Test
    void an_ordered_refusal_of_a_read_keeps_nobody_from_deleting_the_object() {
        OssStub stub = stub(OssStub::new);
        stub.errors.add(Comparison.next(new OrderedError(PostObjectError.INTERNAL_ERROR, Map.of())));
        int before = stub.files().size();

        stub.send(ObjectRequest.signed().own().signedBy(OssStub.KEY));
        stub.send(ObjectRequest.signed().own().signedBy(OssStub.KEY).method("DELETE"));

        assertThat(stub.files()).hasSize(before - 1);
    }
}
