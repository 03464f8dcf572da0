package dev.otastub.oss.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.otastub.core.Outcome;
import dev.otastub.core.Refusal;
import dev.otastub.oss.PostObjectError;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyJsonTest {

    static Stream<Arguments> what_reads() {
        return Stream.of(
                arguments("\"\"", text("")),
                arguments(" \t\r\n\"a\" \n", text("a")),
                arguments("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", text("\"\\/\b\f\n\r\t")),
                arguments("\"user/\\${filename}\"", text("user/${filename}")),
                arguments("\"user/\\\\${filename}\"", text("user/\\${filename}")),
                arguments("\"\\u6587\\u00E9\\ud83D\\uDE00\"", text("\u6587\u00e9\ud83d\ude00")),
                arguments("\"\u6587\"", text("\u6587")),
                arguments("0", digits("0")),
                arguments("-12.50e+3", digits("-12.50e+3")),
                arguments("1e999999999", digits("1e999999999")),
                arguments("true", new PolicyJson.Word("true")),
                arguments("null", new PolicyJson.Word("null")),
                arguments("[]", new PolicyJson.Items(List.of())),
                arguments("[ \"a\" , false ]", new PolicyJson.Items(List.of(text("a"), new PolicyJson.Word("false")))),
                arguments(
                        "{ \"a\":1 ,\n \"b\":2 }", new PolicyJson.Members(Map.of("a", digits("1"), "b", digits("2")))),
                arguments("{ }", new PolicyJson.Members(Map.of())),
                arguments("{\"a\" : {\"b\":[]}}", members("a", members("b", new PolicyJson.Items(List.of())))));
    }

    @ParameterizedTest
    @MethodSource("what_reads")
    void reads_json_in_the_dialect_of_oss(String json, PolicyJson.Value value) {
        assertThat(PolicyJson.parse(json)).isEqualTo(Outcome.accepted(value));
    }

    static Stream<Arguments> what_does_not_read() {
        return Stream.of(
                // The page's example of a missing quotation mark: {expiration": ...}
                arguments("{expiration\":\"\"}", "unknown char e"),
                arguments("expiration", "unknown char e"),
                arguments("[\"a\" \"b\"]", ", or ] expected"),
                arguments("[\"a\"", ", or ] expected"),
                arguments("[\"a\"}", ", or ] expected"),
                arguments("{\"a\":1 \"b\":2}", ", or } expected"),
                arguments("{\"a\":1", ", or } expected"),
                arguments("{\"a\" 1}", ": expected"),
                arguments("{\"a\"", ": expected"),
                arguments("{\"a\":}", "unknown char }"),
                arguments("{\"a\":1,}", "unknown char }"),
                arguments("[1,]", "unknown char ]"),
                arguments("[,]", "unknown char ,"),
                arguments("{1:2}", "unknown char 1"),
                arguments("{\"a\":1,\"a\":2}", "duplicate key a"),
                arguments("{\"a\":1,\"\\u0061\":2}", "duplicate key a"),
                arguments("{} {}", "unknown char {"),
                arguments("[]]", "unknown char ]"),
                arguments("", "unexpected end"),
                arguments(" ", "unexpected end"),
                arguments("{", "unexpected end"),
                arguments("[", "unexpected end"),
                arguments("[1,", "unexpected end"),
                arguments("{\"a\":", "unexpected end"),
                arguments("{\"a\":1,", "unexpected end"),
                arguments("\"a", "unexpected end"),
                arguments("\"a\\", "unexpected end"),
                arguments("\"\\u12", "unexpected end"),
                arguments("\"\\u12g4\"", "unknown char g"),
                arguments("\"\\u\u0661\u0661\u0661\u0661\"", "unknown char \u0661"),
                arguments("\"\\q\"", "unknown char q"),
                arguments("\"\\'\"", "unknown char '"),
                arguments("'a'", "unknown char '"),
                arguments("\"a\nb\"", "unknown char \n"),
                arguments("tru", "unknown char t"),
                arguments("trueish", "unknown char i"),
                arguments("nul", "unknown char n"),
                arguments("01", "unknown char 1"),
                arguments("-", "unknown char -"),
                arguments("+1", "unknown char +"),
                arguments(".5", "unknown char ."),
                arguments("1.", "unknown char ."),
                arguments("1e", "unknown char e"),
                arguments("\u0661", "unknown char \u0661"),
                arguments("\ufeff{}", "unknown char \ufeff"),
                arguments("\ud83d\ude00", "unknown char \ud83d\ude00"),
                arguments("// no\n{}", "unknown char /"));
    }

    @ParameterizedTest
    @MethodSource("what_does_not_read")
    void complains_in_the_words_of_oss(String json, String problem) {
        Refusal refusal = PolicyJson.parse(json).refusal().orElseThrow();

        assertThat(refusal.row()).isEqualTo(PostObjectError.POLICY_NOT_JSON);
        assertThat(refusal.message()).isEqualTo("Invalid Policy: Invalid JSON: " + problem);
        assertThat(refusal.reason()).startsWith("the policy, once decoded, is no JSON as OSS reads it: it ");
    }

    @Test
    void says_where_it_stumbled() {
        assertThat(PolicyJson.parse("[1 2]").refusal().orElseThrow().reason()).endsWith("wants , or ] at offset 3");
    }

    @Test
    void reads_32_levels_and_no_more() {
        assertThat(PolicyJson.parse("[".repeat(32) + "]".repeat(32)).refusal()).isEmpty();
        assertThat(PolicyJson.parse("[".repeat(33) + "]".repeat(33)).refusal())
                .hasValueSatisfying(why -> assertThat(why.message()).endsWith("nested too deep"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "[[{\"a\":"})
    void nesting_without_end_is_refused_and_not_a_stack_overflow(String level) {
        assertThat(PolicyJson.parse(level.repeat(100_000)).refusal())
                .hasValueSatisfying(why -> assertThat(why.message()).endsWith("nested too deep"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"9", "\"a", " ", "[1,", "\\", "\u6587"})
    void two_megabytes_of_anything_have_an_end(String piece) {
        String huge = piece.repeat(2_000_000 / piece.length());

        assertThatNoException().isThrownBy(() -> {
            PolicyJson.parse(huge);
            PolicyJson.parse("\"" + huge);
            PolicyJson.parse("[" + huge + "]");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "\"\\", "\b\f\n\r\t\u0000\u001f", "${filename}", "\u6587\ud83d\ude00"})
    void what_it_quotes_reads_back(String string) {
        assertThat(PolicyJson.parse(PolicyJson.quoted(string))).isEqualTo(Outcome.accepted(text(string)));
    }

    private static PolicyJson.Digits digits(String digits) {
        return new PolicyJson.Digits(digits);
    }

    private static PolicyJson.Text text(String text) {
        return new PolicyJson.Text(text);
    }

    private static PolicyJson.Members members(String name, PolicyJson.Value value) {
        return new PolicyJson.Members(Map.of(name, value));
    }

    @Test
    void a_policy_of_ten_thousand_values_is_read_and_one_of_more_is_not() {
        assertThat(PolicyJson.parse("[" + "1,".repeat(9_998) + "1]").refusal()).isEmpty();
        assertThat(PolicyJson.parse("[" + "1,".repeat(9_999) + "1]").refusal())
                .hasValueSatisfying(why -> assertThat(why.message()).endsWith("too many values"));
    }
}
