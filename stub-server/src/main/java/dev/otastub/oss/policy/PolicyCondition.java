package dev.otastub.oss.policy;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * One condition of a policy. Names of fields are compared without case and kept as written for messages.
 *
 * @see <a href="https://help.aliyun.com/en/oss/developer-reference/postobject">Post policy</a>
 */
public sealed interface PolicyCondition {

    /** The condition as OSS's answers write it: the list form, a space after each comma, and {@code $} in any case. */
    default String text() {
        return list(", ");
    }

    /**
     * The condition in its list form, with {@code $}.
     *
     * @param comma what stands between two items
     */
    String list(String comma);

    /** A condition on one field. */
    sealed interface OnField extends PolicyCondition {

        /** The field's name as the policy writes it, without {@code $}. */
        String field();

        /** Whether a value meets it. */
        boolean accepts(String value);

        /** What it wants, in words that follow "wants the field ". */
        String wish();

        /** The value or values it names, for a person. */
        String expected();

        /** The field's name for comparing. */
        default String lowerCaseField() {
            return field().toLowerCase(Locale.ROOT);
        }
    }

    /** {@code ["eq", "$field", "value"]}, and its short form {@code {"field": "value"}}. */
    record ExactMatch(String field, String value) implements OnField {

        @Override
        public String list(String comma) {
            return onField(comma, "eq", field, PolicyJson.quoted(value));
        }

        @Override
        public boolean accepts(String other) {
            return other.equals(value);
        }

        @Override
        public String wish() {
            return "to be '" + value + "'";
        }

        @Override
        public String expected() {
            return value;
        }
    }

    /** {@code ["starts-with", "$field", "prefix"]}; an empty prefix accepts every value. */
    record StartsWith(String field, String prefix) implements OnField {

        @Override
        public String list(String comma) {
            return onField(comma, "starts-with", field, PolicyJson.quoted(prefix));
        }

        @Override
        public boolean accepts(String value) {
            return value.startsWith(prefix);
        }

        @Override
        public String wish() {
            return "to begin with '" + prefix + "'";
        }

        @Override
        public String expected() {
            return prefix;
        }
    }

    /** {@code ["in", "$field", ["one", "another"]]}. */
    record In(String field, List<String> values) implements OnField {

        public In {
            values = List.copyOf(values);
        }

        @Override
        public String list(String comma) {
            return onField(comma, "in", field, quoted(values, comma));
        }

        @Override
        public boolean accepts(String value) {
            return values.contains(value);
        }

        @Override
        public String wish() {
            return "to be one of " + expected();
        }

        @Override
        public String expected() {
            return quoted(values, ", ");
        }
    }

    /** {@code ["not-in", "$field", ["one", "another"]]}. */
    record NotIn(String field, List<String> values) implements OnField {

        public NotIn {
            values = List.copyOf(values);
        }

        @Override
        public String list(String comma) {
            return onField(comma, "not-in", field, quoted(values, comma));
        }

        @Override
        public boolean accepts(String value) {
            return !values.contains(value);
        }

        @Override
        public String wish() {
            return "to be none of " + expected();
        }

        @Override
        public String expected() {
            return quoted(values, ", ");
        }
    }

    /** {@code ["content-length-range", min, max]}: the size of the file, not of the request. */
    record ContentLengthRange(long min, long max) implements PolicyCondition {

        @Override
        public String list(String comma) {
            return "[\"content-length-range\"" + comma + min + comma + max + "]";
        }

        LongRange sizes() {
            return new LongRange(min, max);
        }
    }

    private static String onField(String comma, String operator, String field, String argument) {
        return "[" + PolicyJson.quoted(operator) + comma + PolicyJson.quoted("$" + field) + comma + argument + "]";
    }

    private static String quoted(List<String> texts, String comma) {
        return texts.stream().map(PolicyJson::quoted).collect(Collectors.joining(comma, "[", "]"));
    }
}
