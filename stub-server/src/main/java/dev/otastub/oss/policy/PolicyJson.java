package dev.otastub.oss.policy;

import dev.otastub.core.Outcome;
import dev.otastub.core.Refusal;
import dev.otastub.oss.PostObjectError;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads JSON as OSS does: {@code \$} is legal in a string, and the complaints are OSS's own as far as they are known
 * ({@code unknown char e}; {@code , or ] expected}). Depth is bounded, because anybody may send a policy.
 */
final class PolicyJson {

    /** A JSON value. */
    sealed interface Value {}

    record Text(String text) implements Value {}

    /** A number, in the digits it was written with. */
    record Digits(String digits) implements Value {}

    record Items(List<Value> items) implements Value {

        Items {
            items = List.copyOf(items);
        }
    }

    record Members(Map<String, Value> members) implements Value {

        Members {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }
    }

    /** {@code true}, {@code false} or {@code null}. */
    record Word(String word) implements Value {}

    private static final int MAX_DEPTH = 32;
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    /** More than any real policy has; anybody may send one, and each value takes memory. */
    private static final int MOST_VALUES = 10_000;

    private final String text;
    private int at;
    private int values;

    private PolicyJson(String text) {
        this.text = text;
    }

    static Outcome<Value> parse(String text) {
        PolicyJson json = new PolicyJson(text);
        return json.value(1).flatMap(json::nothingAfter);
    }

    /** A text as a JSON string. */
    static String quoted(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            switch (character) {
                case '"', '\\' -> json.append('\\').append(character);
                case '\b' -> json.append("\\b");
                case '\f' -> json.append("\\f");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> json.append(character < 0x20 ? String.format("\\u%04x", (int) character) : character);
            }
        }
        return json.append('"').toString();
    }

    private Outcome<Value> nothingAfter(Value value) {
        skipBlanks();
        return at < text.length() ? unknownChar() : Outcome.accepted(value);
    }

    private Outcome<Value> value(int depth) {
        skipBlanks();
        if (at >= text.length()) {
            return endsEarly();
        }
        if (++values > MOST_VALUES) {
            return problem("too many values", "has more than " + MOST_VALUES + " values");
        }
        if (depth > MAX_DEPTH) {
            return problem("nested too deep", "is nested deeper than " + MAX_DEPTH + " levels");
        }
        return switch (text.charAt(at)) {
            case '{' -> members(depth);
            case '[' -> items(depth);
            case '"' -> string().map(Text::new);
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        };
    }

    private Outcome<Value> members(int depth) {
        Map<String, Value> members = new LinkedHashMap<>();
        at++;
        if (skip('}')) {
            return Outcome.accepted(new Members(members));
        }
        do {
            Outcome<Value> member = member(members, depth);
            if (member.refusal().isPresent()) {
                return member;
            }
        } while (skip(','));
        return skip('}') ? Outcome.accepted(new Members(members)) : expected(", or }");
    }

    private Outcome<Value> member(Map<String, Value> members, int depth) {
        skipBlanks();
        if (at >= text.length()) {
            return endsEarly();
        }
        if (text.charAt(at) != '"') {
            return unknownChar();
        }
        return string().flatMap(name -> {
            if (members.containsKey(name)) {
                return problem("duplicate key " + name, "has the name '" + name + "' twice in one object");
            }
            if (!skip(':')) {
                return expected(":");
            }
            Outcome<Value> value = value(depth + 1);
            value.toOptional().ifPresent(given -> members.put(name, given));
            return value;
        });
    }

    private Outcome<Value> items(int depth) {
        List<Value> items = new ArrayList<>();
        at++;
        if (skip(']')) {
            return Outcome.accepted(new Items(items));
        }
        do {
            Outcome<Value> item = value(depth + 1);
            if (item.refusal().isPresent()) {
                return item;
            }
            item.toOptional().ifPresent(items::add);
        } while (skip(','));
        return skip(']') ? Outcome.accepted(new Items(items)) : expected(", or ]");
    }

    private Outcome<String> string() {
        StringBuilder string = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char character = text.charAt(at);
            if (character == '"') {
                at++;
                return Outcome.accepted(string.toString());
            }
            if (character < 0x20) {
                return unknownChar();
            }
            if (character == '\\') {
                Outcome<Character> escaped = escaped();
                if (escaped.refusal().isPresent()) {
                    return escaped.map(String::valueOf);
                }
                escaped.toOptional().ifPresent(string::append);
            } else {
                string.append(character);
            }
        }
        return endsEarly();
    }

    /** Reads an escape, and stays on its last character. */
    private Outcome<Character> escaped() {
        at++;
        if (at >= text.length()) {
            return endsEarly();
        }
        char character = text.charAt(at);
        return switch (character) {
            // "\$" is no JSON, but OSS's page lists it, and old policies write "\${filename}".
            case '"', '\\', '/', '$' -> Outcome.accepted(character);
            case 'b' -> Outcome.accepted('\b');
            case 'f' -> Outcome.accepted('\f');
            case 'n' -> Outcome.accepted('\n');
            case 'r' -> Outcome.accepted('\r');
            case 't' -> Outcome.accepted('\t');
            case 'u' -> unicode();
            default -> unknownChar();
        };
    }

    private Outcome<Character> unicode() {
        int code = 0;
        for (int digit = 0; digit < 4; digit++) {
            at++;
            if (at >= text.length()) {
                return endsEarly();
            }
            int value = hexDigit(text.charAt(at));
            if (value < 0) {
                return unknownChar();
            }
            code = code << 4 | value;
        }
        return Outcome.accepted((char) code);
    }

    /** Only ASCII: {@link Character#digit} would take the digits of every script. */
    private static int hexDigit(char character) {
        return character < 0x80 ? Character.digit(character, 16) : -1;
    }

    private Outcome<Value> number() {
        Matcher number = NUMBER.matcher(text).region(at, text.length());
        if (!number.lookingAt()) {
            return unknownChar();
        }
        at = number.end();
        return Outcome.accepted(new Digits(number.group()));
    }

    private Outcome<Value> word(String word) {
        if (!text.startsWith(word, at)) {
            return unknownChar();
        }
        at += word.length();
        return Outcome.accepted(new Word(word));
    }

    /** Steps over a character, and the blanks before it, if it comes next. */
    private boolean skip(char character) {
        skipBlanks();
        if (at < text.length() && text.charAt(at) == character) {
            at++;
            return true;
        }
        return false;
    }

    private void skipBlanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private <T> Outcome<T> unknownChar() {
        String character = Character.toString(text.codePointAt(at));
        return problem(
                "unknown char " + character, "has '" + character + "' at offset " + at + ", where it may not stand");
    }

    private <T> Outcome<T> expected(String what) {
        return problem(what + " expected", "wants " + what + " at offset " + at);
    }

    private <T> Outcome<T> endsEarly() {
        return problem("unexpected end", "ends too early, at offset " + at);
    }

    private static <T> Outcome<T> problem(String problem, String inOurWords) {
        Refusal refusal = PostObjectError.POLICY_NOT_JSON.because(
                "the policy, once decoded, is no JSON as OSS reads it: it " + inOurWords, Map.of("Problem", problem));
        return Outcome.refused(refusal);
    }
}
