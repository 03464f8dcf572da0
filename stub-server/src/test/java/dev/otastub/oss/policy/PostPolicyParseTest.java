package dev.otastub.oss.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.otastub.core.Refusal;
import dev.otastub.oss.PostObjectError;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostPolicyParseTest {

    private static final String EXPIRATION = "\"expiration\":\"2120-01-01T12:00:00.000Z\"";
    private static final String RANGE = "[\"content-length-range\",0,104857600]";

    /** The policy of the SDKs' own samples. */
    private static final String VALID = "{" + EXPIRATION + ",\"conditions\":[" + RANGE + "]}";

    @Test
    void a_policy_of_the_sdks_samples_is_read() {
        String base64 = "eyJleHBpcmF0aW9uIjoiMjEyMC0wMS0wMVQxMjowMDowMC4wMDBaIiwiY29uZGl0aW9ucyI6"
                + "W1siY29udGVudC1sZW5ndGgtcmFuZ2UiLDAsMTA0ODU3NjAwXV19";

        assertThat(base64(VALID)).isEqualTo(base64);
        assertThat(PostPolicy.parse(base64).toOptional())
                .contains(new PostPolicy(
                        base64,
                        Instant.parse("2120-01-01T12:00:00Z"),
                        List.of(new PolicyCondition.ContentLengthRange(0, 104857600))));
    }

    @Test
    void a_policy_of_the_java_sdk_is_read_with_its_escapes() {
        String json = "{\"expiration\":\"2020-03-19T03:44:06.476Z\",\"conditions\":[{\"bucket\":\"gen-post-policy\"},"
                + "[\"eq\",\"$key\",\"user\\/eric\\/\\\\${filename}\"],[\"starts-with\",\"$key\",\"user\\/eric\"],"
                + "[\"in\",\"$content-type\",[\"image\\/jpg\",\"image\\/png\"]],"
                + "[\"not-in\",\"$cache-control\",[\"no-cache\"]]]}";

        assertThat(PostPolicy.parse(base64(json)).toOptional().orElseThrow().conditions())
                .containsExactly(
                        new PolicyCondition.ExactMatch("bucket", "gen-post-policy"),
                        new PolicyCondition.ExactMatch("key", "user/eric/\\${filename}"),
                        new PolicyCondition.StartsWith("key", "user/eric"),
                        new PolicyCondition.In("content-type", List.of("image/jpg", "image/png")),
                        new PolicyCondition.NotIn("cache-control", List.of("no-cache")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                        | POLICY_EMPTY      | is there but empty
                    '  '                      | POLICY_EMPTY      | is there but empty
                    {"expiration":""}         | POLICY_NOT_BASE64 | holds the JSON itself
                    'eyJl\neyJl'              | POLICY_NOT_BASE64 | line breaks
                    'eyJl\reyJl'              | POLICY_NOT_BASE64 | line breaks
                    eyJ_                      | POLICY_NOT_BASE64 | URL-safe
                    eyJ-                      | POLICY_NOT_BASE64 | URL-safe
                    eyJ                       | POLICY_NOT_BASE64 | padding that is missing
                    ey=J                      | POLICY_NOT_BASE64 | outside its alphabet
                    e===                      | POLICY_NOT_BASE64 | outside its alphabet
                    eyJ*                      | POLICY_NOT_BASE64 | outside its alphabet
                    /w==                      | POLICY_NOT_UTF8   | not UTF-8
                    7aCA                      | POLICY_NOT_UTF8   | not UTF-8
                    ZXhwaXJhdGlvbg==          | POLICY_NOT_JSON   | has 'e' at offset 0
                    IA==                      | POLICY_NOT_JSON   | ends too early
                    e30=                      | EXPIRATION_AND_CONDITIONS_MISSING | neither""")
    void a_field_that_holds_no_policy_is_refused(String field, PostObjectError row, String reason) {
        Refusal refusal = PostPolicy.parse(field).refusal().orElseThrow();

        assertThat(refusal.row()).isEqualTo(row);
        assertThat(refusal.reason()).contains(reason);
    }

    static Stream<Arguments> mistakes_of_the_whole() {
        return Stream.of(
                arguments("[]", PostObjectError.POLICY_NOT_JSON, "Invalid JSON: { expected"),
                arguments("\"a\"", PostObjectError.POLICY_NOT_JSON, "Invalid JSON: { expected"),
                arguments(
                        "{" + EXPIRATION + ",\"conditions\":[" + RANGE + "],\"test\":\"test\"}",
                        PostObjectError.POLICY_MEMBER_UNKNOWN,
                        "Unexpected: \"test\""),
                arguments(
                        "{\"Expiration\":\"\",\"conditions\":[" + RANGE + "]}",
                        PostObjectError.POLICY_MEMBER_UNKNOWN,
                        "Unexpected: \"Expiration\""),
                arguments(
                        "{}",
                        PostObjectError.EXPIRATION_AND_CONDITIONS_MISSING,
                        "Policy missing expiration and conditions."),
                arguments("{" + EXPIRATION + "}", PostObjectError.CONDITIONS_MISSING, "Policy missing conditions."),
                arguments("{\"conditions\":[]}", PostObjectError.EXPIRATION_MISSING, "Policy missing expiration."),
                arguments(
                        "{" + EXPIRATION + ",\"conditions\":{}}",
                        PostObjectError.CONDITIONS_NOT_LIST,
                        "Invalid 'conditions' value: must be a List."),
                arguments(
                        "{" + EXPIRATION + ",\"conditions\":[]}",
                        PostObjectError.CONDITIONS_EMPTY,
                        "Invalid Simple-Condition: Simple-Conditions must have exactly one property specified."),
                arguments(
                        "{\"expiration\":1,\"conditions\":1}",
                        PostObjectError.EXPIRATION_NOT_STRING,
                        "Invalid 'expiration' value: must be a String."),
                arguments(
                        "{\"expiration\":\"\",\"conditions\":1}",
                        PostObjectError.EXPIRATION_EMPTY,
                        "Invalid 'expiration' value: ''"),
                arguments(
                        "{\"expiration\":\"tomorrow\",\"conditions\":1}",
                        PostObjectError.EXPIRATION_MALFORMED,
                        "Invalid 'expiration' value: 'tomorrow'"));
    }

    @ParameterizedTest
    @MethodSource("mistakes_of_the_whole")
    void a_policy_that_lacks_something_is_refused(String json, PostObjectError row, String message) {
        Refusal refusal = PostPolicy.parse(base64(json)).refusal().orElseThrow();

        assertThat(refusal.row()).isEqualTo(row);
        assertThat(refusal.message()).isEqualTo("Invalid Policy: " + message);
        assertThat(refusal.code()).isEqualTo("InvalidPolicyDocument");
    }

    @ParameterizedTest
    @CsvSource({
        "2014-12-01T12:00:00Z,              2014-12-01T12:00:00Z",
        "2014-12-01T12:00:00.000Z,          2014-12-01T12:00:00Z",
        "2014-12-01T12:00:00.5Z,            2014-12-01T12:00:00.5Z",
        "2014-12-01T12:00:00.123456Z,       2014-12-01T12:00:00.123456Z",
        "2024-02-29T23:59:59Z,              2024-02-29T23:59:59Z",
    })
    void an_expiration_may_have_fractions_of_a_second(String expiration, Instant instant) {
        assertThat(PostPolicy.parse(base64(VALID.replace("2120-01-01T12:00:00.000Z", expiration)))
                        .toOptional()
                        .orElseThrow()
                        .expiration())
                .isEqualTo(instant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2023-02-19 13:19:00",
                "2023-02-19T13:19:00",
                "2023-02-19T13:19:00+08:00",
                "2023-02-19T13:19:00.000+0000",
                "2023-02-19T13:19Z",
                "2023-02-19t13:19:00z",
                "2023-02-30T13:19:00Z",
                "2023-02-29T13:19:00Z",
                "2023-02-19T24:00:00Z",
                "2023-02-19T23:59:60Z",
                "2023-2-19T13:19:00Z",
                "20230219T131900Z",
                "2023-02-19T13:19:00.Z",
                "2023-02-19T13:19:00.0000000000Z",
                "+12023-02-19T13:19:00Z",
                " 2023-02-19T13:19:00Z",
                "1676812740"
            })
    void an_expiration_of_another_form_is_refused(String expiration) {
        Refusal refusal = PostPolicy.parse(base64(VALID.replace("2120-01-01T12:00:00.000Z", expiration)))
                .refusal()
                .orElseThrow();

        assertThat(refusal.row()).isEqualTo(PostObjectError.EXPIRATION_MALFORMED);
        assertThat(refusal.message()).isEqualTo("Invalid Policy: Invalid 'expiration' value: '" + expiration + "'");
    }

    static Stream<Arguments> conditions_that_read() {
        return Stream.of(
                arguments("{\"key\":\"a\"}", new PolicyCondition.ExactMatch("key", "a"), "[\"eq\", \"$key\", \"a\"]"),
                arguments("{\"$Key\":\"a\"}", new PolicyCondition.ExactMatch("Key", "a"), "[\"eq\", \"$Key\", \"a\"]"),
                arguments(
                        "[\"eq\",\"success_action_status\",\"200\"]",
                        new PolicyCondition.ExactMatch("success_action_status", "200"),
                        "[\"eq\", \"$success_action_status\", \"200\"]"),
                arguments(
                        "[\"eq\",\"$x-oss-security-token\",\"\"]",
                        new PolicyCondition.ExactMatch("x-oss-security-token", ""),
                        "[\"eq\", \"$x-oss-security-token\", \"\"]"),
                arguments(
                        "[\"starts-with\",\"$key\",\"user\\/eric\\/\"]",
                        new PolicyCondition.StartsWith("key", "user/eric/"),
                        "[\"starts-with\", \"$key\", \"user/eric/\"]"),
                arguments(
                        "[\"in\",\"$content-type\",[\"image/jpg\",\"image/png\"]]",
                        new PolicyCondition.In("content-type", List.of("image/jpg", "image/png")),
                        "[\"in\", \"$content-type\", [\"image/jpg\", \"image/png\"]]"),
                arguments("[\"in\",\"$a\",[]]", new PolicyCondition.In("a", List.of()), "[\"in\", \"$a\", []]"),
                arguments(
                        "[\"not-in\",\"$cache-control\",[\"no-cache\"]]",
                        new PolicyCondition.NotIn("cache-control", List.of("no-cache")),
                        "[\"not-in\", \"$cache-control\", [\"no-cache\"]]"),
                arguments(
                        "[\"eq\",\"$a\",\"say \\\"hi\\\"\\n\"]",
                        new PolicyCondition.ExactMatch("a", "say \"hi\"\n"),
                        "[\"eq\", \"$a\", \"say \\\"hi\\\"\\n\"]"),
                arguments(
                        "[\"content-length-range\",5,5]",
                        new PolicyCondition.ContentLengthRange(5, 5),
                        "[\"content-length-range\", 5, 5]"),
                arguments(
                        "[\"content-length-range\",0,9223372036854775807]",
                        new PolicyCondition.ContentLengthRange(0, Long.MAX_VALUE),
                        "[\"content-length-range\", 0, 9223372036854775807]"));
    }

    @ParameterizedTest
    @MethodSource("conditions_that_read")
    void a_condition_is_read_and_written_in_the_form_of_messages(String json, PolicyCondition condition, String text) {
        assertThat(PostPolicy.parse(withCondition(json))
                        .toOptional()
                        .orElseThrow()
                        .conditions())
                .containsExactly(condition);
        assertThat(condition.text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    123                                          | 222 | Invalid Condition: must be a List or Object.
                    "key"                                        | 222 | Invalid Condition: must be a List or Object.
                    null                                         | 222 | Invalid Condition: must be a List or Object.
                    {}                                           | 225 | Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.
                    {"key":"a","bucket":"b"}                     | 225 | Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.
                    {"success_action_status":200}                | 225 | Invalid Simple-Condition: value must be a string.
                    {"key":["a"]}                                | 225 | Invalid Simple-Condition: value must be a string.
                    []                                           | 216 | Invalid Condition: missing operation identifier.
                    ["$key"]                                     | 216 | Invalid Condition: missing operation identifier.
                    ["$key","eq","a"]                            | 216 | Invalid Condition: missing operation identifier.
                    [1,"$key","a"]                               | 216 | Invalid Condition: missing operation identifier.
                    ["ends-with","$key","a"]                     | 217 | Invalid Condition: unknown operation 'ends-with'.
                    ["EQ","$key","a"]                            | 217 | Invalid Condition: unknown operation 'EQ'.
                    ["Content-Length-Range",1,2]                 | 217 | Invalid Condition: unknown operation 'Content-Length-Range'.
                    ["eq"]                                       | 218 | Invalid eq: wrong number of arguments.
                    ["eq","$key"]                                | 218 | Invalid eq: wrong number of arguments.
                    ["starts-with","$key","user/user1","test"]   | 218 | Invalid starts-with: wrong number of arguments.
                    ["content-length-range",1]                   | 218 | Invalid content-length-range: wrong number of arguments.
                    ["content-length-range",20,10]               | 219 | Invalid content-length-range: max is less than min.
                    ["content-length-range","test",10]           | 220 | Invalid content-length-range: invalid min value.
                    ["content-length-range","1",10]              | 220 | Invalid content-length-range: invalid min value.
                    ["content-length-range",-1,10]               | 220 | Invalid content-length-range: invalid min value.
                    ["content-length-range",1.5,10]              | 220 | Invalid content-length-range: invalid min value.
                    ["content-length-range",null,10]             | 220 | Invalid content-length-range: invalid min value.
                    ["content-length-range","a","b"]             | 220 | Invalid content-length-range: invalid min value.
                    ["content-length-range",10,"test"]           | 221 | Invalid content-length-range: invalid max value.
                    ["content-length-range",10,"1024"]           | 221 | Invalid content-length-range: invalid max value.
                    ["content-length-range",0,1e3]               | 221 | Invalid content-length-range: invalid max value.
                    ["content-length-range",0,10.0]              | 221 | Invalid content-length-range: invalid max value.
                    ["content-length-range",0,-0]                | 221 | Invalid content-length-range: invalid max value.
                    ["content-length-range",0,9223372036854775808] | 221 | Invalid content-length-range: invalid max value.
                    ["content-length-range",0,1e999999999]       | 221 | Invalid content-length-range: invalid max value.
                    ["content-length-range",[1],"test"]          | 223 | Invalid content-length-range: must not hold a List or Object.
                    ["content-length-range",1,{}]                | 223 | Invalid content-length-range: must not hold a List or Object.
                    ["not-in","cache-control","no-cache"]        | 224 | Invalid not-in: wrong type of argument.
                    ["in","$key",["a",1]]                        | 224 | Invalid in: wrong type of argument.
                    ["eq","$key",200]                            | 224 | Invalid eq: wrong type of argument.
                    ["eq","$key",["a"]]                          | 224 | Invalid eq: wrong type of argument.
                    ["starts-with",1,"a"]                        | 224 | Invalid starts-with: wrong type of argument.""")
    void a_condition_with_a_mistake_is_refused(String json, String number, String message) {
        Refusal refusal = PostPolicy.parse(withCondition(json)).refusal().orElseThrow();

        assertThat(((PostObjectError) refusal.row()).ec()).contains("0006-00000" + number);
        assertThat(refusal.message()).isEqualTo("Invalid Policy: " + message);
        assertThat(refusal.reason()).startsWith("condition 1 of the policy: ");
    }

    @Test
    void a_reason_counts_conditions_from_one() {
        Refusal refusal =
                PostPolicy.parse(withCondition(RANGE + ",123")).refusal().orElseThrow();

        assertThat(refusal.reason()).startsWith("condition 2 of the policy: ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    ["starts-with","$key","a","b"]   | starts-with takes two arguments, but has 3
                    ["eq","$key",200]                | eq takes the name of a field and a string
                    ["not-in","$key","a"]            | not-in takes the name of a field and a list of strings
                    ["content-length-range",20,10]   | the largest size, 10, is less than the smallest, 20
                    {"a":"b","c":"d"}                | must name exactly one field, not 2; write one condition for each""")
    void a_reason_says_what_to_do(String json, String reason) {
        assertThat(PostPolicy.parse(withCondition(json)).refusal().orElseThrow().reason())
                .isEqualTo("condition 1 of the policy: " + reason);
    }

    @Test
    void of_two_mistakes_the_first_condition_answers() {
        Refusal refusal =
                PostPolicy.parse(withCondition("[\"eq\"],123")).refusal().orElseThrow();

        assertThat(refusal.row()).isEqualTo(PostObjectError.CONDITION_ARGUMENT_COUNT);
    }

    @Test
    void a_huge_number_costs_nothing() {
        String json = "[\"content-length-range\",0," + "9".repeat(1_500_000) + "]";

        assertThat(PostPolicy.parse(withCondition(json)).refusal().orElseThrow().row())
                .isEqualTo(PostObjectError.LENGTH_RANGE_MAX_INVALID);
    }

    private static String withCondition(String json) {
        return base64("{" + EXPIRATION + ",\"conditions\":[" + json + "]}");
    }

    private static String base64(String json) {
        return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
