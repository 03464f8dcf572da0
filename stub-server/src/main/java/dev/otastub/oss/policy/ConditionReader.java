package dev.otastub.oss.policy;

import dev.otastub.core.Outcome;
import dev.otastub.oss.PostObjectError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Makes a condition of its JSON.
 *
 * @see <a href="https://help.aliyun.com/en/oss/user-guide/0006-00000216">0006-00000216 and the numbers that follow</a>
 */
final class ConditionReader {

    /** Which condition of the list it is, counted from 1, for our reasons. */
    private final int position;

    private ConditionReader(int position) {
        this.position = position;
    }

    static Outcome<PolicyCondition> read(PolicyJson.Value json, int position) {
        ConditionReader reader = new ConditionReader(position);
        if (json instanceof PolicyJson.Members map) {
            return reader.simple(map.members());
        }
        if (json instanceof PolicyJson.Items list) {
            return reader.withOperator(list.items());
        }
        return reader.refused(
                PostObjectError.CONDITION_NOT_MAP_OR_LIST, "is neither {\"field\": \"value\"} nor [\"operator\", ...]");
    }

    private Outcome<PolicyCondition> simple(Map<String, PolicyJson.Value> members) {
        if (members.size() != 1) {
            return refused(
                    PostObjectError.SIMPLE_CONDITION_PROPERTIES,
                    "must name exactly one field, not " + members.size() + "; write one condition for each");
        }
        Map.Entry<String, PolicyJson.Value> only = members.entrySet().iterator().next();
        if (only.getValue() instanceof PolicyJson.Text value) {
            return Outcome.accepted(new PolicyCondition.ExactMatch(plain(only.getKey()), value.text()));
        }
        return refused(
                PostObjectError.SIMPLE_CONDITION_VALUE,
                "wants '" + only.getKey() + "' to be something that is no string");
    }

    private Outcome<PolicyCondition> withOperator(List<PolicyJson.Value> items) {
        Optional<String> operator = items.stream().findFirst().flatMap(ConditionReader::text);
        if (operator.isEmpty() || operator.get().startsWith("$")) {
            return refused(
                    PostObjectError.CONDITION_WITHOUT_OPERATOR,
                    "does not begin with an operator: eq, starts-with, in, not-in or content-length-range");
        }
        return switch (operator.get()) {
            case "eq", "starts-with", "in", "not-in", "content-length-range" -> threeLong(operator.get(), items);
            default ->
                refused(
                        PostObjectError.CONDITION_OPERATOR_UNKNOWN,
                        "has an operator that OSS does not know, '" + operator.get() + "'",
                        Map.of("Operator", operator.get()));
        };
    }

    private Outcome<PolicyCondition> threeLong(String operator, List<PolicyJson.Value> items) {
        if (items.size() != 3) {
            return refused(
                    PostObjectError.CONDITION_ARGUMENT_COUNT,
                    operator + " takes two arguments, but has " + (items.size() - 1),
                    Map.of("Operator", operator));
        }
        PolicyJson.Value first = items.get(1);
        PolicyJson.Value second = items.get(2);
        return operator.equals("content-length-range") ? lengthRange(first, second) : onField(operator, first, second);
    }

    private Outcome<PolicyCondition> lengthRange(PolicyJson.Value first, PolicyJson.Value second) {
        if (nested(first) || nested(second)) {
            return refused(PostObjectError.LENGTH_RANGE_NESTED, "content-length-range takes two plain numbers");
        }
        OptionalLong min = size(first);
        OptionalLong max = size(second);
        if (min.isEmpty()) {
            return refused(
                    PostObjectError.LENGTH_RANGE_MIN_INVALID, "the smallest size must be a whole number, no string");
        }
        if (max.isEmpty()) {
            return refused(
                    PostObjectError.LENGTH_RANGE_MAX_INVALID, "the largest size must be a whole number, no string");
        }
        if (max.getAsLong() < min.getAsLong()) {
            return refused(
                    PostObjectError.LENGTH_RANGE_REVERSED,
                    "the largest size, " + max.getAsLong() + ", is less than the smallest, " + min.getAsLong());
        }
        return Outcome.accepted(new PolicyCondition.ContentLengthRange(min.getAsLong(), max.getAsLong()));
    }

    private Outcome<PolicyCondition> onField(String operator, PolicyJson.Value first, PolicyJson.Value second) {
        boolean listed = operator.equals("in") || operator.equals("not-in");
        Optional<String> field = text(first).map(ConditionReader::plain);
        Optional<List<String>> values = listed ? texts(second) : text(second).map(List::of);
        if (field.isEmpty() || values.isEmpty()) {
            return refused(
                    PostObjectError.CONDITION_ARGUMENT_TYPE,
                    operator + " takes the name of a field and " + (listed ? "a list of strings" : "a string"),
                    Map.of("Operator", operator));
        }
        return Outcome.accepted(condition(operator, field.get(), values.get()));
    }

    private static PolicyCondition condition(String operator, String field, List<String> values) {
        return switch (operator) {
            case "eq" -> new PolicyCondition.ExactMatch(field, values.get(0));
            case "starts-with" -> new PolicyCondition.StartsWith(field, values.get(0));
            case "in" -> new PolicyCondition.In(field, values);
            default -> new PolicyCondition.NotIn(field, values);
        };
    }

    /** A field's name without its {@code $}, which OSS does not insist on. */
    private static String plain(String field) {
        return field.startsWith("$") ? field.substring(1) : field;
    }

    private static Optional<String> text(PolicyJson.Value value) {
        return value instanceof PolicyJson.Text text ? Optional.of(text.text()) : Optional.empty();
    }

    private static Optional<List<String>> texts(PolicyJson.Value value) {
        if (!(value instanceof PolicyJson.Items list)) {
            return Optional.empty();
        }
        List<String> texts = new ArrayList<>();
        list.items().forEach(item -> text(item).ifPresent(texts::add));
        return texts.size() == list.items().size() ? Optional.of(texts) : Optional.empty();
    }

    private static boolean nested(PolicyJson.Value value) {
        return value instanceof PolicyJson.Items || value instanceof PolicyJson.Members;
    }

    /** A whole number that is not negative and fits; 10.0 and 1e3 are none, for the page's type is int. */
    private static OptionalLong size(PolicyJson.Value value) {
        if (!(value instanceof PolicyJson.Digits number)
                || number.digits().length() > 19
                || !number.digits().chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(number.digits()));
        } catch (NumberFormatException tooLarge) {
            return OptionalLong.empty();
        }
    }

    private Outcome<PolicyCondition> refused(PostObjectError row, String fault) {
        return refused(row, fault, Map.of());
    }

    private Outcome<PolicyCondition> refused(PostObjectError row, String fault, Map<String, String> arguments) {
        return Outcome.refused(row.because("condition " + position + " of the policy: " + fault, arguments));
    }
}
