package dev.otastub.oss;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.control.OrderedError;
import dev.otastub.core.HttpAnswer;
import dev.otastub.core.Refusal;
import dev.otastub.oss.PostObjectRefusalsTest.Case;
import dev.otastub.testing.Comparison;
import dev.otastub.testing.OssStub;
import dev.otastub.testing.PostForm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Refusals of form uploads that somebody ordered, beside those that forms provoke. */
final class OrderedRefusalTest {

    /** Rows about an argument whose name the form chose. */
    private static final Set<PostObjectError> OF_ANY_NAME =
            EnumSet.of(PostObjectError.METADATA_NAME_INVALID, PostObjectError.METADATA_VALUE_INVALID);

    @TempDir
    Path folder;

    private OssStub stub() {
        try {
            return new OssStub(Files.createTempDirectory(folder, "objects"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpAnswer answer(Optional<OrderedError> ordered, PostForm form) {
        OssStub stub = stub();
        stub.send(PostForm.v1().with("key", "ota/there.bin"));
        ordered.map(Comparison::next).ifPresent(stub.errors::add);
        return stub.send(form);
    }

    private boolean isOfNobody(OssStub stub, Case one) {
        return Posting.of(stub.begin(one.form()).form(), stub.accounts, stub.addressing, stub.store, stub.callerTime)
                .caller()
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.otastub.oss.PostObjectRefusalsTest#cases")
    void an_ordered_answer_is_the_natural_one_to_the_byte(Case one) {
        boolean ofNobody = isOfNobody(stub(), one);
        PostForm right = PostForm.v1().host(one.form().request(OssStub.NOW).host());

        Comparison.of(
                        ofNobody,
                        ordered -> answer(ordered, one.form()),
                        ordered -> answer(ordered, ofNobody ? right : one.form()))
                .assertEqual();
    }

    /** That every natural row has a case is asserted where the cases are. */
    @Test
    void few_rows_have_no_case_of_somebody() {
        OssStub stub = stub();
        Set<PostObjectError> rows = EnumSet.noneOf(PostObjectError.class);
        PostObjectRefusalsTest.cases().forEach(one -> rows.add(one.row()));
        PostObjectRefusalsTest.cases().filter(one -> !isOfNobody(stub, one)).forEach(one -> rows.remove(one.row()));

        assertThat(rows)
                .containsExactlyInAnyOrder(
                        PostObjectError.CONTENT_TYPE_UNUSABLE,
                        PostObjectError.NOT_MULTIPART,
                        PostObjectError.ACCESS_KEY_ID_MISSING,
                        PostObjectError.ACCESS_KEY_ID_EMPTY,
                        PostObjectError.V4_CREDENTIAL_MALFORMED,
                        PostObjectError.V4_CREDENTIAL_ACCESS_KEY_ID_INVALID,
                        PostObjectError.ACCESS_KEY_ID_UNKNOWN);
    }

    /** A right form, and what an ordered refusal of it says. */
    static Stream<Arguments> rightForms() {
        PostForm twoConditions =
                PostForm.v1().conditions("[\"content-length-range\",1,1000]", "[\"starts-with\",\"$key\",\"ota/\"]");
        return Stream.of(
                Arguments.of(
                        PostObjectError.CONDITION_FAILED,
                        twoConditions,
                        "Policy Condition failed: [\"starts-with\", \"$key\", \"ota/\"]</Message>"),
                Arguments.of(
                        PostObjectError.CONDITION_FIELD_MISSING,
                        PostForm.v1(),
                        "Policy Condition failed: [\"content-length-range\", 1, 1000]</Message>"),
                Arguments.of(
                        PostObjectError.FILE_TOO_LARGE,
                        PostForm.v1(),
                        "<MaxSizeAllowed>1000</MaxSizeAllowed>\n  <ProposedSize>1001</ProposedSize>"),
                Arguments.of(
                        PostObjectError.FILE_TOO_LARGE,
                        PostForm.v1().chunked(),
                        "<MaxSizeAllowed>1000</MaxSizeAllowed>\n  <ProposedSize>1001</ProposedSize>"),
                Arguments.of(
                        PostObjectError.FILE_TOO_LARGE,
                        twoConditions.announcing(5000),
                        "<MaxSizeAllowed>1000</MaxSizeAllowed>\n  <ProposedSize>4"),
                Arguments.of(
                        PostObjectError.FILE_TOO_LARGE,
                        PostForm.v1().conditions("{\"key\":\"" + PostForm.KEY + "\"}"),
                        "<MaxSizeAllowed>5368709120</MaxSizeAllowed>\n  <ProposedSize>5368709121</ProposedSize>"),
                Arguments.of(
                        PostObjectError.FILE_TOO_SMALL,
                        PostForm.v1(),
                        "<MinSizeAllowed>1</MinSizeAllowed>\n  <ProposedSize>0</ProposedSize>"),
                Arguments.of(PostObjectError.NO_SUCH_BUCKET, PostForm.v1(), "<BucketName>iotx-ota</BucketName>"),
                Arguments.of(
                        PostObjectError.ACCESS_KEY_DISABLED,
                        PostForm.v4(),
                        "<OSSAccessKeyId>issuingid</OSSAccessKeyId>"),
                Arguments.of(
                        PostObjectError.POST_ON_OBJECT,
                        PostForm.v1(),
                        "<Method>POST</Method>\n  <ResourceType>Object</ResourceType>"),
                Arguments.of(
                        PostObjectError.CONTENT_TYPE_UNUSABLE,
                        PostForm.v1(),
                        "<Method>POST</Method>\n  <ResourceType>Bucket</ResourceType>"),
                Arguments.of(
                        PostObjectError.SIGNATURE_MISSING,
                        PostForm.v1(),
                        "'Signature'. If it is specified, please check the order of the fields</Message>"),
                Arguments.of(
                        PostObjectError.SIGNATURE_EMPTY,
                        PostForm.v4(),
                        "<ArgumentName>x-oss-signature</ArgumentName>\n  <ArgumentValue></ArgumentValue>"),
                Arguments.of(
                        PostObjectError.V4_CREDENTIAL_DATE_INVALID,
                        PostForm.v4(),
                        "incorrect date format \"20261122\"."),
                Arguments.of(
                        PostObjectError.V4_CREDENTIAL_ACCESS_KEY_ID_INVALID,
                        PostForm.v1(),
                        "an invalid access key id 'issuingid'."),
                Arguments.of(
                        PostObjectError.EXPIRATION_MALFORMED,
                        PostForm.v1(),
                        "'expiration' value: '" + PostForm.EXPIRATION + "'"),
                Arguments.of(PostObjectError.FIELD_NOT_IN_POLICY, PostForm.v1(), "Extra input fields: key</Message>"),
                Arguments.of(
                        PostObjectError.OBJECT_ACL_INVALID,
                        PostForm.v1().with("x-oss-object-acl", "private"),
                        "<ArgumentName>x-oss-object-acl</ArgumentName>\n  <ArgumentValue>private</ArgumentValue>"),
                Arguments.of(
                        PostObjectError.METADATA_VALUE_INVALID,
                        PostForm.v1().with("x-oss-meta-build", "7"),
                        "<ArgumentName>x-oss-meta-build</ArgumentName>\n  <ArgumentValue>7</ArgumentValue>"),
                // Nothing is known of a name without end: its sizes are left out, as of any refusal.
                Arguments.of(PostObjectError.FIELD_NAME_TOO_LONG, PostForm.v1(), "</HostId>\n  <EC>0006-00000110</EC>"),
                Arguments.of(PostObjectError.POLICY_MEMBER_UNKNOWN, PostForm.v1(), "Unexpected: \"\"</Message>"),
                Arguments.of(OssError.NO_SUCH_KEY, PostForm.v1(), "<Key>" + PostForm.KEY + "</Key>"));
    }

    @Test
    void an_ordered_answer_is_about_the_argument_that_the_natural_one_is_about() {
        OssStub stub = stub();
        PostObjectRefusalsTest.cases().forEach(one -> {
            Optional<String> natural = argumentName(stub.send(one.form()));
            boolean version4 = stub.begin(one.form())
                    .form()
                    .field("x-oss-signature-version")
                    .isPresent();
            stub.errors.add(Comparison.next(new OrderedError(one.row(), Map.of())));
            HttpAnswer ordered = stub.send(version4 ? PostForm.v4() : PostForm.v1());

            if (one.row().details().contains("ArgumentName") && !OF_ANY_NAME.contains(one.row())) {
                assertThat(argumentName(ordered)).as("%s", one).isEqualTo(natural);
            }
        });
    }

    private static Optional<String> argumentName(HttpAnswer answer) {
        return answer.story().refusal().flatMap(why -> why.argument("ArgumentName"));
    }

    @ParameterizedTest
    @MethodSource("rightForms")
    void a_right_form_tells_what_it_can(OssErrorRow row, PostForm form, String part) {
        HttpAnswer answer = answer(Optional.of(new OrderedError(row, Map.of())), form);

        assertThat(OssStub.text(answer)).contains(part);
    }

    @Test
    void a_right_form_is_answered_as_one_that_another_secret_signed_but_for_the_signature() {
        HttpAnswer natural = answer(Optional.empty(), PostForm.v1().secret("guessed"));
        String guessed = natural.story()
                .refusal()
                .orElseThrow()
                .argument("SignatureProvided")
                .orElseThrow();

        HttpAnswer ordered = answer(
                Optional.of(new OrderedError(PostObjectError.SIGNATURE_DOES_NOT_MATCH, Map.of())), PostForm.v1());
        String right = ordered.story()
                .refusal()
                .orElseThrow()
                .argument("SignatureProvided")
                .orElseThrow();

        assertThat(right).isNotEqualTo(guessed);
        assertThat(OssStub.text(ordered).replace(right, guessed)).isEqualTo(OssStub.text(natural));
    }

    @Test
    void what_the_order_gives_goes_before_what_the_form_says() {
        HttpAnswer answer = answer(
                Optional.of(new OrderedError(PostObjectError.FILE_TOO_LARGE, Map.of("ProposedSize", "123456"))),
                PostForm.v1());

        assertThat(OssStub.text(answer))
                .contains("<MaxSizeAllowed>1000</MaxSizeAllowed>", "<ProposedSize>123456</ProposedSize>");
    }

    @ParameterizedTest
    @EnumSource(PostObjectError.class)
    void every_row_can_be_ordered_of_every_form_and_leaves_nothing_to_fill_in(PostObjectError row) {
        assertCanBeOrdered(row);
    }

    @ParameterizedTest
    @EnumSource(OssError.class)
    void every_row_of_other_requests_can_be_ordered_too(OssError row) {
        assertCanBeOrdered(row);
    }

    private void assertCanBeOrdered(OssErrorRow row) {
        OssStub stub = stub();
        for (PostForm form :
                List.of(PostForm.v1(), PostForm.v4(), PostForm.own(OssStub.RAM_KEY), PostForm.sts(OssStub.TOKEN))) {
            stub.errors.add(Comparison.next(new OrderedError(row, Map.of())));

            HttpAnswer answer = stub.send(form);

            assertThat(answer.status()).isEqualTo(row.status());
            assertThat(answer.story().refusal()).map(Refusal::row).contains(row);
            assertThat(OssStub.text(answer)).doesNotContainPattern("\\{\\w+}");
            assertThat(stub.files()).isEmpty();
        }
    }
}
