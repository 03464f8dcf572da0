package dev.otastub.oss.policy;

import dev.otastub.core.Outcome;
import dev.otastub.core.Refusal;
import dev.otastub.oss.PostObjectError;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The policy of a form upload: until when, and under which conditions, its bearer may upload.
 *
 * @param base64 the field as sent, which is also what was signed
 * @param expiration from when on it is void
 * @param conditions its conditions, in order
 * @see <a href="https://help.aliyun.com/en/oss/developer-reference/postobject">Post policy</a>
 */
public record PostPolicy(String base64, Instant expiration, List<PolicyCondition> conditions) {

    /**
     * The fields that a policy must cover. Unlike S3, OSS lets every other field pass that no condition names.
     */
    private static final List<String> MUST_BE_COVERED =
            List.of("x-oss-signature-version", "x-oss-credential", "x-oss-date");

    private static final int LONGEST_QUOTE = 200;

    public PostPolicy {
        conditions = List.copyOf(conditions);
    }

    /** Reads the field {@code policy} of a form. */
    public static Outcome<PostPolicy> parse(String base64) {
        return PolicyReader.read(base64);
    }

    /** Refuses what arrives at the expiration or later. */
    public Optional<Refusal> expiredAt(Instant arrived) {
        if (arrived.isBefore(expiration)) {
            return Optional.empty();
        }
        return Optional.of(PostObjectError.POLICY_EXPIRED.because(
                "the policy was good until " + expiration + ", the request arrived at " + arrived + ", "
                        + late(Duration.between(expiration, arrived)),
                Map.of("Expiration", expiration.toString(), "Arrived", arrived.toString())));
    }

    private static String late(Duration by) {
        return by.isZero() ? "that very moment" : by.toString().substring(2).toLowerCase(Locale.ROOT) + " late";
    }

    /** The first condition that the form does not meet, as a refusal. The size of the file is not looked at here. */
    public Optional<Refusal> unmet(PolicyFields fields) {
        return conditions.stream()
                .filter(PolicyCondition.OnField.class::isInstance)
                .map(PolicyCondition.OnField.class::cast)
                .flatMap(condition -> unmet(condition, fields).stream())
                .findFirst();
    }

    private static Optional<Refusal> unmet(PolicyCondition.OnField condition, PolicyFields fields) {
        Optional<String> value = fields.value(condition.lowerCaseField());
        if (value.isEmpty()) {
            return missing(condition);
        }
        if (condition.accepts(value.get())) {
            return Optional.empty();
        }
        Map<String, String> arguments = arguments(condition);
        arguments.put("Got", value.get());
        return Optional.of(PostObjectError.CONDITION_FAILED.because(
                wish(condition) + ", got '" + shortened(value.get()) + "'", arguments));
    }

    private static Optional<Refusal> missing(PolicyCondition.OnField condition) {
        // Callback page: a form without callback is not held against the policy's condition on it.
        if (condition.lowerCaseField().equals("callback")) {
            return Optional.empty();
        }
        return Optional.of(PostObjectError.CONDITION_FIELD_MISSING.because(
                wish(condition) + ", but the form has no such field before the file", arguments(condition)));
    }

    /** What a refusal by the first condition says of it: by the first on a field if there is one. */
    public Map<String, String> firstCondition() {
        return conditions.stream()
                .filter(PolicyCondition.OnField.class::isInstance)
                .map(condition -> arguments((PolicyCondition.OnField) condition))
                .findFirst()
                .orElseGet(() -> conditions.stream()
                        .findFirst()
                        .map(condition -> Map.of("Condition", condition.text()))
                        .orElse(Map.of()));
    }

    private static Map<String, String> arguments(PolicyCondition.OnField condition) {
        Map<String, String> arguments = new LinkedHashMap<>();
        arguments.put("Condition", condition.text());
        arguments.put("Field", condition.field());
        arguments.put("Expected", condition.expected());
        return arguments;
    }

    private static String wish(PolicyCondition.OnField condition) {
        return "condition " + shortened(condition.text()) + " wants " + condition.field() + " "
                + shortened(condition.wish());
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "...";
    }

    /** The first field of a V4 signature that was sent but that no condition names. */
    Optional<String> uncoveredV4Field(Set<String> lowerCaseFieldNames) {
        return MUST_BE_COVERED.stream()
                .filter(lowerCaseFieldNames::contains)
                .filter(name -> !covers(name))
                .findFirst();
    }

    /** Refuses a field of a V4 signature that was sent but that no condition names. */
    public Optional<Refusal> uncovered(Set<String> lowerCaseFieldNames) {
        return uncoveredV4Field(lowerCaseFieldNames)
                .map(name -> PostObjectError.FIELD_NOT_IN_POLICY.because(
                        "the form sends " + name + ", so the policy must have a condition on it, such as {\"" + name
                                + "\": \"...\"}",
                        Map.of("Field", name)));
    }

    /** The first of those fields that no condition names. */
    public Optional<String> firstUnnamed(Set<String> lowerCaseFieldNames) {
        return lowerCaseFieldNames.stream().filter(name -> !covers(name)).findFirst();
    }

    private boolean covers(String lowerCaseName) {
        return conditions.stream()
                .anyMatch(condition -> condition instanceof PolicyCondition.OnField onField
                        && onField.lowerCaseField().equals(lowerCaseName));
    }

    /** The sizes of file that all its content-length-range conditions allow; any size if it has none. */
    public LongRange sizeRange() {
        return conditions.stream()
                .filter(PolicyCondition.ContentLengthRange.class::isInstance)
                .map(condition -> ((PolicyCondition.ContentLengthRange) condition).sizes())
                .reduce(LongRange.ANY, LongRange::and);
    }

    /** Refuses a file that is larger than a policy allows. */
    public static Refusal tooLarge(long max, long proposed) {
        return PostObjectError.FILE_TOO_LARGE.because(
                "the policy's content-length-range allows at most " + max + " bytes of file, the file has " + proposed,
                Map.of("MaxSizeAllowed", Long.toString(max), "ProposedSize", Long.toString(proposed)));
    }

    /** Refuses a file that is smaller than a policy allows. */
    public static Refusal tooSmall(long min, long proposed) {
        return PostObjectError.FILE_TOO_SMALL.because(
                "the policy's content-length-range wants at least " + min + " bytes of file, the file has " + proposed,
                Map.of("MinSizeAllowed", Long.toString(min), "ProposedSize", Long.toString(proposed)));
    }
}
