package dev.otastub.oss.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.otastub.core.Refusal;
import dev.otastub.oss.PostObjectError;
import dev.otastub.oss.policy.PolicyCondition.ContentLengthRange;
import dev.otastub.oss.policy.PolicyCondition.ExactMatch;
import dev.otastub.oss.policy.PolicyCondition.In;
import dev.otastub.oss.policy.PolicyCondition.NotIn;
import dev.otastub.oss.policy.PolicyCondition.StartsWith;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PostPolicyTest {

    private static final Instant EXPIRATION = Instant.parse("2026-11-22T10:00:00Z");

    static Stream<Arguments> conditions_and_values() {
        return Stream.of(
                arguments(new ExactMatch("success_action_status", "200"), "200", "201"),
                arguments(new ExactMatch("key", "a/${filename}"), "a/${filename}", "a/b.bin"),
                arguments(new ExactMatch("KEY", "a"), "a", "A"),
                arguments(new ExactMatch("key", ""), "", " "),
                arguments(new StartsWith("key", "ota/x/"), "ota/x/", "ota/x"),
                arguments(new StartsWith("Content-Type", "image/"), "image/png", "Image/png"),
                arguments(new In("content-type", List.of("image/jpg", "image/png")), "image/png", "image/gif"),
                arguments(new NotIn("cache-control", List.of("no-cache")), "max-age=3", "no-cache"));
    }

    @ParameterizedTest
    @MethodSource("conditions_and_values")
    void a_condition_holds_for_one_value_and_not_for_another(
            PolicyCondition.OnField condition, String accepted, String refused) {
        PostPolicy policy = policy(condition);
        String name = condition.field().toLowerCase(Locale.ROOT);

        assertThat(policy.unmet(form(name, accepted))).isEmpty();

        Refusal refusal = policy.unmet(form(name, refused)).orElseThrow();
        assertThat(refusal.row()).isEqualTo(PostObjectError.CONDITION_FAILED);
        assertThat(refusal.message())
                .isEqualTo("Invalid according to Policy: Policy Condition failed: " + condition.text());
        assertThat(refusal.argument("Field")).contains(condition.field());
        assertThat(refusal.argument("Got")).contains(refused);
    }

    @ParameterizedTest
    @MethodSource("conditions_and_values")
    void a_condition_on_a_field_that_was_not_sent_fails(PolicyCondition.OnField condition) {
        Refusal refusal = policy(condition).unmet(form()).orElseThrow();

        assertThat(refusal.row()).isEqualTo(PostObjectError.CONDITION_FIELD_MISSING);
        assertThat(refusal.message())
                .isEqualTo("Invalid according to Policy: Policy Condition failed: " + condition.text());
        assertThat(refusal.argument("Got")).isEmpty();
    }

    @Test
    void an_empty_prefix_accepts_any_value_but_not_no_value() {
        PostPolicy policy = policy(new StartsWith("key", ""));

        assertThat(policy.unmet(form("key", ""))).isEmpty();
        assertThat(policy.unmet(form("key", "anything"))).isEmpty();
        assertThat(policy.unmet(form())).isPresent();
    }

    static Stream<Arguments> wishes() {
        return Stream.of(
                arguments(new ExactMatch("key", "a"), "key to be 'a'", "a"),
                arguments(new StartsWith("key", "ota/x/"), "key to begin with 'ota/x/'", "ota/x/"),
                arguments(new In("key", List.of("a", "b")), "key to be one of [\"a\", \"b\"]", "[\"a\", \"b\"]"),
                arguments(new NotIn("key", List.of("foo")), "key to be none of [\"foo\"]", "[\"foo\"]"));
    }

    @ParameterizedTest
    @MethodSource("wishes")
    void a_reason_names_what_was_wanted_and_what_came(PolicyCondition condition, String wish, String expected) {
        Refusal wrong = policy(condition).unmet(form("key", "foo")).orElseThrow();
        Refusal absent = policy(condition).unmet(form()).orElseThrow();

        assertThat(wrong.reason()).isEqualTo("condition " + condition.text() + " wants " + wish + ", got 'foo'");
        assertThat(absent.reason())
                .isEqualTo("condition " + condition.text() + " wants " + wish
                        + ", but the form has no such field before the file");
        assertThat(wrong.argument("Expected")).contains(expected);
        assertThat(absent.argument("Expected")).contains(expected);
    }

    @Test
    void a_reason_stays_short_when_a_value_is_long() {
        Refusal refusal = policy(new ExactMatch("a", "b".repeat(10_000)))
                .unmet(form("a", "c".repeat(10_000)))
                .orElseThrow();

        assertThat(refusal.reason()).hasSizeLessThan(800).endsWith("ccc...'");
        assertThat(refusal.message()).hasSizeGreaterThan(10_000);
    }

    @ParameterizedTest
    @CsvSource({"200, ''", "201, ..."})
    void a_value_is_quoted_up_to_a_length(int length, String end) {
        Refusal refusal = policy(new ExactMatch("a", "b"))
                .unmet(form("a", "c".repeat(length)))
                .orElseThrow();

        assertThat(refusal.reason()).endsWith(", got '" + "c".repeat(200) + end + "'");
    }

    static Stream<Arguments> first_conditions() {
        ContentLengthRange range = new ContentLengthRange(0, 1);
        Map<String, String> onKey =
                Map.of("Condition", "[\"starts-with\", \"$key\", \"a\"]", "Field", "key", "Expected", "a");
        return Stream.of(
                arguments(policy(new StartsWith("key", "a"), new ExactMatch("x", "y")), onKey),
                arguments(policy(range, new StartsWith("key", "a")), onKey),
                arguments(policy(range), Map.of("Condition", "[\"content-length-range\", 0, 1]")),
                arguments(policy(), Map.of()));
    }

    @ParameterizedTest
    @MethodSource("first_conditions")
    void an_ordered_refusal_speaks_of_the_first_condition_on_a_field_or_else_of_the_first(
            PostPolicy policy, Map<String, String> arguments) {
        assertThat(policy.firstCondition()).isEqualTo(arguments);
    }

    @Test
    void of_the_fields_that_no_condition_names_the_first_is_told() {
        PostPolicy policy = policy(new ContentLengthRange(0, 1), new ExactMatch("KEY", "a"));

        assertThat(policy.firstUnnamed(new LinkedHashSet<>(List.of("key", "policy", "x"))))
                .contains("policy");
        assertThat(policy.firstUnnamed(Set.of("key"))).isEmpty();
    }

    @Test
    void of_two_unmet_conditions_the_first_answers() {
        PostPolicy policy = policy(
                new ContentLengthRange(0, 1),
                new StartsWith("key", "a"),
                new ExactMatch("key", "a"),
                new ExactMatch("x", "y"));

        assertThat(policy.unmet(form("key", "ab", "x", "z")).orElseThrow().argument("Condition"))
                .contains("[\"eq\", \"$key\", \"a\"]");
        assertThat(policy.unmet(form("key", "a", "x", "z")).orElseThrow().argument("Condition"))
                .contains("[\"eq\", \"$x\", \"y\"]");
        assertThat(policy.unmet(form("key", "a", "x", "y"))).isEmpty();
    }

    @Test
    void a_condition_on_callback_counts_only_if_a_callback_was_sent() {
        PostPolicy policy = policy(new ExactMatch("callback", "e30="), new ExactMatch("key", "a"));

        assertThat(policy.unmet(form("key", "a"))).isEmpty();
        assertThat(policy.unmet(form("key", "a", "callback", "e30="))).isEmpty();
        assertThat(policy.unmet(form("key", "a", "callback", "other"))
                        .orElseThrow()
                        .row())
                .isEqualTo(PostObjectError.CONDITION_FAILED);
        assertThat(policy.unmet(form("key", "b")).orElseThrow().argument("Field"))
                .contains("key");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T09:59:59.999Z, ",
        "2026-11-22T10:00:00Z,     that very moment",
        "2026-11-22T10:00:01.500Z, 1.5s late",
        "2026-11-23T11:01:00Z,     25h1m late",
    })
    void a_policy_is_void_from_its_expiration_on(Instant arrived, String late) {
        Optional<Refusal> refusal = policy(new ExactMatch("key", "a")).expiredAt(arrived);

        assertThat(refusal.map(Refusal::reason))
                .isEqualTo(Optional.ofNullable(late)
                        .map(by -> "the policy was good until 2026-11-22T10:00:00Z, the request arrived at " + arrived
                                + ", " + by));
        assertThat(refusal.stream()).allSatisfy(why -> {
            assertThat(why.row()).isEqualTo(PostObjectError.POLICY_EXPIRED);
            assertThat(why.message()).isEqualTo("Invalid according to Policy: Policy expired.");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "x-oss-signature-version",
        "x-oss-credential",
        "x-oss-date",
    })
    void a_field_of_a_v4_signature_must_be_in_the_policy(String field) {
        Refusal refusal = policy(new ExactMatch("key", "a"))
                .uncovered(Set.of("key", field))
                .orElseThrow();

        assertThat(refusal.row()).isEqualTo(PostObjectError.FIELD_NOT_IN_POLICY);
        assertThat(refusal.message()).isEqualTo("Invalid according to Policy: Extra input fields: " + field);
        assertThat(policy(new ExactMatch(field.toUpperCase(Locale.ROOT), "a")).uncovered(Set.of(field)))
                .isEmpty();
    }

    @Test
    void no_other_field_need_be_in_the_policy() {
        assertThat(policy(new ContentLengthRange(0, 1))
                        .uncovered(
                                Set.of("key", "policy", "signature", "x-oss-signature", "x-oss-security-token", "x:y")))
                .isEmpty();
    }

    @Test
    void of_several_uncovered_fields_the_first_in_the_order_of_the_page_is_named() {
        PostPolicy policy = policy(new ExactMatch("x-oss-signature-version", "OSS4-HMAC-SHA256"));

        assertThat(policy.uncoveredV4Field(Set.of("x-oss-date", "x-oss-credential", "x-oss-signature-version")))
                .contains("x-oss-credential");
    }

    @Test
    void all_length_ranges_must_allow_a_size() {
        assertThat(policy(new ExactMatch("key", "a")).sizeRange()).isEqualTo(LongRange.ANY);
        assertThat(policy(new ContentLengthRange(1, 10)).sizeRange()).isEqualTo(new LongRange(1, 10));
        assertThat(policy(new ContentLengthRange(1, 10), new ContentLengthRange(5, 20))
                        .sizeRange())
                .isEqualTo(new LongRange(5, 10));
        assertThat(policy(new ContentLengthRange(1, 2), new ContentLengthRange(5, 6))
                        .sizeRange())
                .isEqualTo(new LongRange(5, 2));
    }

    @Test
    void a_file_out_of_range_is_refused_with_its_size_and_the_bound() {
        Refusal large = PostPolicy.tooLarge(1048576000, 1048576001);
        Refusal small = PostPolicy.tooSmall(1, 0);

        assertThat(large.row()).isEqualTo(PostObjectError.FILE_TOO_LARGE);
        assertThat(large.arguments()).isEqualTo(Map.of("MaxSizeAllowed", "1048576000", "ProposedSize", "1048576001"));
        assertThat(small.row()).isEqualTo(PostObjectError.FILE_TOO_SMALL);
        assertThat(small.message()).isEqualTo("Your proposed upload smaller than the minimum allowed size.");
        assertThat(small.arguments()).isEqualTo(Map.of("MinSizeAllowed", "1", "ProposedSize", "0"));
    }

    private static PostPolicy policy(PolicyCondition... conditions) {
        return new PostPolicy("", EXPIRATION, List.of(conditions));
    }

    /** The fields of a form, as name, value, name, value; names in lower case. */
    private static PolicyFields form(String... namesAndValues) {
        return name -> Stream.iterate(0, i -> i < namesAndValues.length, i -> i + 2)
                .filter(i -> namesAndValues[i].equals(name))
                .map(i -> namesAndValues[i + 1])
                .findFirst();
    }
}
