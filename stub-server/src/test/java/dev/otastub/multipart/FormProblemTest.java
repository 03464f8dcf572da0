package dev.otastub.multipart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.otastub.multipart.FormProblem.Kind;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormProblemTest {

    private static final String KEY = "--B\nContent-Disposition: form-data; name=\"key\"\n\nota/new.bin\n";
    private static final String FILE_HEAD = "--B\nContent-Disposition: form-data; name=\"file\"\n\n";
    private static final String FILE = FILE_HEAD + "firmware\n";
    private static final String END = "--B--\n";

    private static String part(String headers, String content) {
        return "--B\n" + headers + "\n\n" + content + "\n";
    }

    private static String field(String name, String value) {
        return part("Content-Disposition: form-data; name=\"" + name + "\"", value);
    }

    @Test
    void form_from_which_the_others_differ_in_one_thing_has_no_problem() {
        assertThat(Reading.of(KEY + FILE + END).problem()).isEmpty();
    }

    static Stream<Arguments> broken() {
        String disposition = "Content-Disposition: form-data; name=\"x\"";
        return Stream.of(
                arguments(
                        "Content-Type comes first",
                        KEY + part("Content-Type: text/plain\n" + disposition, "v") + FILE + END,
                        Kind.NOT_CONTENT_DISPOSITION_FIRST,
                        "the headers of part 2 must begin with 'Content-Disposition', but they begin with 'Content-Type'"),
                arguments(
                        "no headers",
                        KEY + "--B\n\nv\n" + FILE + END,
                        Kind.NOT_CONTENT_DISPOSITION_FIRST,
                        "the headers of part 2 must begin with 'Content-Disposition', but there are none"),
                arguments(
                        "comma",
                        KEY + part("Content-Disposition: form-data, name=\"x\"", "v") + FILE + END,
                        Kind.MALFORMED,
                        "the Content-Disposition of part 2 has ',' where OSS wants '; '"),
                arguments(
                        "comma before the file name",
                        KEY + part("Content-Disposition: form-data; name=\"file\", filename=\"f\"", "v") + END,
                        Kind.MALFORMED,
                        "the Content-Disposition of part 2 has ',' where OSS wants '; '"),
                arguments(
                        "text after a quote",
                        KEY + part("Content-Disposition: form-data; name=\"x\"y", "v") + FILE + END,
                        Kind.MALFORMED,
                        "the Content-Disposition of part 2 has text after a closing quote"),
                arguments(
                        "open quote",
                        KEY + part("Content-Disposition: form-data; name=\"x", "v") + FILE + END,
                        Kind.MALFORMED,
                        "the Content-Disposition of part 2 has a quote that never closes"),
                arguments(
                        "no name",
                        KEY + part("Content-Disposition: form-data", "v") + FILE + END,
                        Kind.MALFORMED,
                        "the Content-Disposition of part 2 has no name"),
                arguments(
                        "empty name",
                        KEY + part("Content-Disposition: form-data; name=\"\"", "v") + FILE + END,
                        Kind.MALFORMED,
                        "the Content-Disposition of part 2 has no name"),
                arguments(
                        "another disposition",
                        KEY + part("Content-Disposition: attachment; name=\"x\"", "v") + FILE + END,
                        Kind.MALFORMED,
                        "the Content-Disposition of part 2 is 'attachment', not 'form-data'"),
                arguments(
                        "line that is no header",
                        KEY + part(disposition + "\nno header", "v") + FILE + END,
                        Kind.MALFORMED,
                        "among the headers of part 2 is 'no header', which is no 'Name: value'"),
                arguments(
                        "folded line",
                        KEY + part(disposition + "\nX-Long: a\n b:c", "v") + FILE + END,
                        Kind.MALFORMED,
                        "among the headers of part 2 is ' b:c', which is no 'Name: value'"),
                arguments(
                        "line folded with a tab",
                        KEY + part(disposition + "\nX-Long: a\n\tb:c", "v") + FILE + END,
                        Kind.MALFORMED,
                        "among the headers of part 2 is '.b:c', which is no 'Name: value'"),
                arguments(
                        "endless number of headers",
                        KEY + part(disposition + "\nX-Short: a".repeat(4000), "v") + FILE + END,
                        Kind.MALFORMED,
                        "the headers of part 2 pass 32768 bytes"),
                arguments(
                        "no empty line",
                        KEY + "--B\n" + disposition + "\n" + FILE + END,
                        Kind.MALFORMED,
                        "part 2 ends before the empty line that must follow its headers"),
                arguments(
                        "no empty line before the very end",
                        KEY + "--B\n" + disposition + "\n--B--",
                        Kind.MALFORMED,
                        "part 2 ends before the empty line that must follow its headers"),
                arguments(
                        "endless headers",
                        KEY + part(disposition + "\nX-Long: " + "x".repeat(32 * 1024), "v") + FILE + END,
                        Kind.MALFORMED,
                        "the headers of part 2 pass 32768 bytes"),
                arguments(
                        "filename* on a small file",
                        KEY
                                + part("Content-Disposition: form-data; name=\"file\"; filename*=utf-8''x", "firmware")
                                + END,
                        Kind.MALFORMED,
                        "the Content-Disposition of part 2 has 'filename*=', which OSS cannot read: "
                                + "it takes what follows for a name; send 'filename=' alone"),
                arguments(
                        "empty body",
                        "",
                        Kind.MALFORMED,
                        "the body is empty; '--B' and CRLF should begin it, as its Content-Type says"),
                arguments(
                        "another boundary",
                        "--C\nContent-Disposition: form-data; name=\"key\"\n\nv\n--C--",
                        Kind.MALFORMED,
                        "the body begins with '--C\\r\\nContent-Disposition: form-data; name=\"key\"\\r\\n\\r\\nv\\r\\n--C--';"
                                + " '--B' and CRLF should begin it, as its Content-Type says"),
                arguments(
                        "text before the form",
                        "hello\n" + KEY + FILE + END,
                        Kind.MALFORMED,
                        "the body begins with 'hello\\r\\n--B\\r\\nContent-Disposition: form-data; name=\"key\"\\r\\n\\r\\nota/new.bin\\r\\n--B\\r\\nCont...';"
                                + " '--B' and CRLF should begin it, as its Content-Type says"),
                arguments(
                        "second file",
                        KEY + FILE + KEY + FILE + END,
                        Kind.SECOND_FILE,
                        "part 4 is a second part named 'file'; OSS wants exactly one"),
                arguments(
                        "a longer boundary",
                        "--BX\nContent-Disposition: form-data; name=\"key\"\n\nv\n--BX--",
                        Kind.MALFORMED,
                        "the body begins with '--BX\\r\\n"),
                arguments(
                        "a header without a name comes first",
                        KEY + part(": y", "v") + FILE + END,
                        Kind.NOT_CONTENT_DISPOSITION_FIRST,
                        "the headers of part 2 must begin with 'Content-Disposition', but they begin with ''"),
                arguments(
                        "header without a name",
                        KEY + part(disposition + "\n: y", "v") + FILE + END,
                        Kind.MALFORMED,
                        "among the headers of part 2 is ': y', which is no 'Name: value'"),
                arguments("cut in the opening", "--", Kind.CUT_OFF, "the body ends in its opening boundary; "),
                arguments("cut after a line's end", "\n--", Kind.CUT_OFF, "the body ends in its opening boundary; "),
                arguments("cut behind the opening", "--B", Kind.CUT_OFF, "the body ends in its opening boundary; "),
                arguments("cut before a header", KEY + "--B\n", Kind.CUT_OFF, "the body ends inside part 2; "),
                arguments(
                        "cut in a header", KEY + "--B\n" + disposition, Kind.CUT_OFF, "the body ends inside part 2; "),
                arguments("cut in a value", KEY.strip(), Kind.CUT_OFF, "the body ends inside part 1; "),
                arguments("cut after a value", KEY + "--B", Kind.CUT_OFF, "the body ends inside part 1; "),
                arguments("cut before the file", KEY + FILE_HEAD, Kind.CUT_OFF, "the body ends inside part 2; "),
                arguments("cut in the file", KEY + FILE_HEAD + "firm", Kind.CUT_OFF, "the body ends inside part 2; "),
                arguments(
                        "cut in the closing boundary",
                        KEY + FILE + "--B-",
                        Kind.CUT_OFF,
                        "the body ends inside part 2; the closing '--B--' never came"),
                arguments(
                        "cut in a part after the file",
                        KEY + FILE + KEY,
                        Kind.CUT_OFF,
                        "the body ends inside part 3; "),
                arguments(
                        "value that has no line's end of its own",
                        KEY + "--B\n" + disposition + "\n\n--B--",
                        Kind.CUT_OFF,
                        "the body ends inside part 2; "));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void broken_form_is_explained(String what, String body, Kind kind, String explanation) {
        assertThat(Reading.of(body).problem()).hasValueSatisfying(problem -> {
            assertThat(problem.kind()).isEqualTo(kind);
            assertThat(problem.explanation()).startsWith(explanation);
            assertThat(problem.proposed()).isZero();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"\nX: y", "\r\n\nX: y", "\r\nX: y\n"})
    void lines_that_end_with_lf_alone_are_explained(String lines) {
        String body = "--B\r\nContent-Disposition: form-data; name=\"x\"" + lines + "\r\n\r\nv\r\n--B--";

        assertThat(Reading.of(body.getBytes(StandardCharsets.US_ASCII)).problem())
                .hasValue(FormProblem.malformed("a header of part 1 ends with LF; OSS wants CRLF"));
    }

    @Test
    void fields_before_the_problem_are_still_there() {
        assertThat(Reading.of(KEY + part("X: y", "v") + END).fields().fields())
                .extracting(FormField::name)
                .containsExactly("key");
    }

    @Test
    void field_that_was_cut_is_not_there() {
        assertThat(Reading.of(KEY + "--B\nContent-Disposition: form-data; name=\"policy\"\n\neyJ")
                        .fields()
                        .fields())
                .extracting(FormField::name)
                .containsExactly("key");
    }

    static Stream<Arguments> limits() {
        int name = FormReader.MAX_NAME;
        int value = FormReader.MAX_VALUE;
        String quarter = field("x", "v".repeat(value));
        String disposition = "Content-Disposition: form-data; name=\"x\"";
        String headers = disposition + "\nX: " + "y".repeat(32 * 1024 - disposition.length() - "X: ".length());
        String threeAndABit = quarter.repeat(3) + field("x", "v".repeat(value - 1));
        String starred = "Content-Disposition: form-data; name=\"file\"; filename=\"x\"; filename*=utf-8''x";
        return Stream.of(
                arguments(
                        field("n".repeat(name), "v"),
                        field("n".repeat(name + 1), "v"),
                        new FormProblem(
                                Kind.FIELD_NAME_TOO_LONG,
                                "the name of part 1 has at least 8193 bytes; OSS takes at most 8192",
                                name + 1,
                                name)),
                arguments(
                        field("\u00fc".repeat(name / 2), "v"),
                        field("\u00fc".repeat(name / 2) + "n", "v"),
                        new FormProblem(
                                Kind.FIELD_NAME_TOO_LONG,
                                "the name of part 1 has at least 8193 bytes; OSS takes at most 8192",
                                name + 1,
                                name)),
                arguments(
                        field("x", "v".repeat(value)),
                        field("x", "v".repeat(value + 1)),
                        new FormProblem(
                                Kind.FIELD_VALUE_TOO_LONG,
                                "the value of part 1 ('x') has 2097153 bytes; OSS takes at most 2097152",
                                value + 1,
                                value)),
                arguments(
                        threeAndABit + field("x", "v"),
                        threeAndABit + field("x", "vv"),
                        new FormProblem(
                                Kind.FIELDS_TOO_LARGE,
                                "the values before the file have 8388609 bytes by part 5; OSS takes at most 8388608",
                                FormReader.MAX_FIELDS + 1,
                                FormReader.MAX_FIELDS)),
                arguments(
                        field("x", "v").repeat(999),
                        field("x", "v").repeat(1000),
                        new FormProblem(Kind.TOO_MANY_PARTS, "the form has more than 1000 parts", 1001, 1000)),
                arguments(
                        part(headers, "v"),
                        part(headers + "x", "v"),
                        FormProblem.malformed("the headers of part 1 pass 32768 bytes")),
                arguments(
                        field("x", "v"),
                        part(starred, "v".repeat(522_742)),
                        new FormProblem(
                                Kind.FIELD_NAME_TOO_LONG,
                                "the Content-Disposition of part 1 has 'filename*=', which OSS cannot read: "
                                        + "it takes what follows for a name; send 'filename=' alone",
                                522_742,
                                name)));
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("limits")
    void size_at_the_limit_is_taken_and_one_more_is_not(String atLimit, String over, FormProblem problem) {
        assertThat(Reading.of(atLimit + FILE + END).problem()).isEmpty();
        assertThat(Reading.of(over + FILE + END).problem()).hasValue(problem);
    }

    @Test
    void value_at_the_limit_is_whole() {
        String value = "v".repeat(FormReader.MAX_VALUE - 1) + "w";

        assertThat(Reading.of(field("x", value) + FILE + END).fields().fields())
                .containsExactly(FormField.of("x", value));
    }

    @Test
    void starred_file_of_the_length_of_a_name_is_not_called_one() {
        String starred = "Content-Disposition: form-data; name=\"file\"; filename*=utf-8''x";

        assertThat(Reading.of(part(starred, "v".repeat(FormReader.MAX_NAME)) + END)
                        .problem())
                .map(FormProblem::kind)
                .contains(Kind.MALFORMED);
        assertThat(Reading.of(part(starred, "v".repeat(FormReader.MAX_NAME + 1)) + END)
                        .problem())
                .map(FormProblem::kind)
                .contains(Kind.FIELD_NAME_TOO_LONG);
    }

    @ParameterizedTest
    @CsvSource({"80, ''", "81, ..."})
    void what_came_is_quoted_up_to_a_length(int length, String end) {
        assertThat(FormProblem.quoted("x".repeat(length))).isEqualTo("'" + "x".repeat(80) + end + "'");
    }

    @Test
    void name_without_an_end_is_too_long() {
        assertThat(Reading.of(field("n".repeat(100_000), "v") + FILE + END).problem())
                .hasValueSatisfying(problem -> {
                    assertThat(problem.kind()).isEqualTo(Kind.FIELD_NAME_TOO_LONG);
                    assertThat(problem.proposed()).isBetween(32_000L, 100_000L);
                });
    }

    @Test
    void file_under_another_name_that_is_too_long_for_a_value_is_explained() {
        String upload = "Content-Disposition: form-data; name=\"upload\"; filename=\"x\"";

        assertThat(Reading.of(part(upload, "v".repeat(FormReader.MAX_VALUE + 1)) + END)
                        .problem())
                .hasValueSatisfying(problem ->
                        assertThat(problem.explanation()).endsWith("; a file belongs in the part named 'file'"));
    }

    @Test
    void what_follows_the_file_is_read_within_bounds() {
        int bound = 8 * 1024 * 1024;

        assertThat(Reading.of(FILE + field("x", "v".repeat(bound - 100)) + END).problem())
                .isEmpty();
        assertThat(Reading.of(FILE + field("x", "v".repeat(bound)) + END).problem())
                .hasValue(FormProblem.malformed("more than 8388608 bytes of parts follow the file"));
        assertThat(Reading.of(FILE + field("x", "").repeat(bound / 50) + END).problem())
                .hasValue(FormProblem.malformed("more than 8388608 bytes of parts follow the file"));
    }
}
