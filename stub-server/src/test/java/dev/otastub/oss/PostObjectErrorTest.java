package dev.otastub.oss;

import static dev.otastub.core.Evidence.DOCUMENTED;
import static dev.otastub.core.Evidence.INFERRED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PostObjectErrorTest {

    @Test
    void no_two_natural_rows_look_the_same_to_a_client() {
        List<List<PostObjectError>> lookalikes = Arrays.stream(PostObjectError.values())
                .filter(row -> row.provocation().natural())
                .collect(Collectors.groupingBy(PostObjectErrorTest::looks))
                .values()
                .stream()
                .filter(rows -> rows.size() > 1)
                .toList();

        // These two differ in the value of ResourceType: Bucket or Object.
        assertThat(lookalikes)
                .containsExactly(List.of(PostObjectError.POST_ON_OBJECT, PostObjectError.CONTENT_TYPE_UNUSABLE));
    }

    private static List<Object> looks(PostObjectError row) {
        return List.of(row.status(), row.code(), row.message(), row.details(), row.ec());
    }

    @ParameterizedTest
    @EnumSource
    void every_row_is_an_answer_that_the_cloud_could_give(PostObjectError row) {
        assertThat(row.code()).matches("[A-Z][A-Za-z]+");
        assertThat(row.message()).isNotBlank().isEqualTo(row.message().strip());
        assertThat(row.details()).doesNotHaveDuplicates().allMatch(name -> name.matches("[A-Z][A-Za-z]+"));
        assertThat(row.ec().orElse("0000-00000000")).matches("[0-9]{4}-[0-9]{8}");
        assertThat(row.ecEvidence().isPresent()).isEqualTo(row.ec().isPresent());
    }

    @ParameterizedTest
    @CsvSource({
        "CONTENT_TYPE_UNUSABLE,    405, MethodNotAllowed",
        "NOT_MULTIPART,            400, RequestIsNotMultiPartContent",
        "FORM_MALFORMED,           400, MalformedPOSTRequest",
        "FILE_MISSING,             400, IncorrectNumberOfFilesInPOSTRequest",
        "KEY_MISSING,              400, InvalidArgument",
        "CONTENT_LENGTH_MISSING,   411, MissingContentLength",
        "NO_SUCH_BUCKET,           404, NoSuchBucket",
        "ACCESS_KEY_ID_UNKNOWN,    403, InvalidAccessKeyId",
        "SIGNATURE_DOES_NOT_MATCH, 403, SignatureDoesNotMatch",
        "POLICY_NOT_JSON,          400, InvalidPolicyDocument",
        "POLICY_EXPIRED,           403, AccessDenied",
        "FILE_TOO_LARGE,           400, EntityTooLarge",
        "OBJECT_EXISTS,            409, FileAlreadyExists",
        "INTERNAL_ERROR,           500, InternalError",
    })
    void a_row_has_the_status_of_its_page(PostObjectError row, int status, String code) {
        assertThat(row.status()).isEqualTo(status);
        assertThat(row.code()).isEqualTo(code);
    }

    @Test
    void one_code_belongs_to_one_status() {
        Arrays.stream(PostObjectError.values())
                .collect(Collectors.groupingBy(
                        PostObjectError::code, Collectors.mapping(PostObjectError::status, Collectors.toSet())))
                .forEach((code, statuses) ->
                        assertThat(statuses).as("statuses of " + code).hasSize(1));
    }

    @ParameterizedTest
    @EnumSource
    void every_row_on_demand_says_why(PostObjectError row) {
        assertThat(row.provocation().reason().isEmpty())
                .isEqualTo(row.provocation().natural());
    }

    @Test
    void one_ec_belongs_to_one_code() {
        Arrays.stream(PostObjectError.values())
                .filter(row -> row.ec().isPresent())
                .collect(Collectors.groupingBy(
                        PostObjectError::ec, Collectors.mapping(PostObjectError::code, Collectors.toSet())))
                .forEach((ec, codes) -> assertThat(codes).as("codes of " + ec).hasSize(1));
    }

    @Test
    void the_numbers_of_policy_mistakes_are_all_there() {
        Set<String> numbers = Arrays.stream(PostObjectError.values())
                .flatMap(row -> row.ec().stream())
                .collect(Collectors.toSet());

        for (int number = 201; number <= 228; number++) {
            assertThat(numbers).contains("0006-00000" + number);
        }
    }

    @Test
    void evidence_of_the_ec_is_its_own() {
        assertThat(PostObjectError.POLICY_NOT_BASE64.evidence()).isEqualTo(INFERRED);
        assertThat(PostObjectError.POLICY_NOT_BASE64.ecEvidence()).contains(DOCUMENTED);
        assertThat(PostObjectError.NO_SUCH_BUCKET.evidence()).isEqualTo(DOCUMENTED);
        assertThat(PostObjectError.NO_SUCH_BUCKET.ecEvidence()).contains(INFERRED);
        assertThat(PostObjectError.KEY_MISSING.ecEvidence()).isEmpty();
    }
}
