package dev.otastub.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A JSON value that knows where it stands, so that whoever made a mistake in it can be told the line and the field.
 *
 * @param kind what it is
 * @param text the value of a string, a number or a boolean
 * @param items the items of an array
 * @param fields the fields of an object
 * @param line the line in which it begins, from 1
 * @param path the way to it, such as {@code accounts[1].keys[0].secret}; empty for the whole
 */
public record LocatedJson(
        Kind kind, String text, List<LocatedJson> items, Map<String, LocatedJson> fields, int line, String path) {

    private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?Z");

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(20).build())
            .build();

    /** What a value can be, as a sentence calls it. */
    public enum Kind {
        OBJECT("an object in {}"),
        ARRAY("a list in []"),
        STRING("a string in quotes"),
        NUMBER("a number"),
        BOOLEAN("true or false"),
        NULL("null");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /**
     * Reads JSON.
     *
     * @throws JsonMistake if it is no JSON; what stands there is not repeated, for it may be a secret
     */
    public static LocatedJson parse(String json) {
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            LocatedJson whole = value(parser, "");
            if (parser.nextToken() != null) {
                throw at(line(parser), "the JSON ends before this; put nothing behind its last bracket.");
            }
            return whole;
        } catch (JsonEOFException e) {
            throw at(e.getLocation().getLineNr(), "the JSON ends too early; a quote or a bracket is missing.");
        } catch (StreamConstraintsException e) {
            throw new JsonMistake("the JSON is nested too deeply, or has texts or numbers that are too long.");
        } catch (JsonProcessingException e) {
            throw at(
                    e.getLocation().getLineNr(),
                    "this is no JSON (column " + e.getLocation().getColumnNr()
                            + "); look for a quote, comma or bracket that is missing or too many.");
        } catch (IOException e) {
            throw new UncheckedIOException("Text in memory can be read.", e);
        }
    }

    private static LocatedJson value(JsonParser parser, String path) throws IOException {
        int line = line(parser);
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw at(line, "there is nothing; an object in {} is expected.");
        }
        return switch (token) {
            case START_OBJECT -> new LocatedJson(Kind.OBJECT, "", List.of(), fields(parser, path), line, path);
            case START_ARRAY -> new LocatedJson(Kind.ARRAY, "", items(parser, path), Map.of(), line, path);
            case VALUE_STRING -> scalar(Kind.STRING, parser, line, path);
            case VALUE_TRUE, VALUE_FALSE -> scalar(Kind.BOOLEAN, parser, line, path);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> scalar(Kind.NUMBER, parser, line, path);
            default -> scalar(Kind.NULL, parser, line, path);
        };
    }

    private static LocatedJson scalar(Kind kind, JsonParser parser, int line, String path) throws IOException {
        return new LocatedJson(kind, parser.getText(), List.of(), Map.of(), line, path);
    }

    private static List<LocatedJson> items(JsonParser parser, String path) throws IOException {
        List<LocatedJson> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser, path + "[" + items.size() + "]"));
        }
        return items;
    }

    private static Map<String, LocatedJson> fields(JsonParser parser, String path) throws IOException {
        Map<String, LocatedJson> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            int line = line(parser);
            String fieldPath = path.isEmpty() ? name : path + "." + name;
            LocatedJson before = fields.get(name);
            if (before != null) {
                throw at(line, fieldPath + " is given twice, first in line " + before.line() + "; leave one out.");
            }
            parser.nextToken();
            fields.put(name, value(parser, fieldPath));
        }
        return fields;
    }

    private static int line(JsonParser parser) {
        return parser.currentTokenLocation().getLineNr();
    }

    private static JsonMistake at(int line, String sentence) {
        return new JsonMistake("line " + line + ": " + sentence);
    }

    /** Something is wrong with this value; the sentence begins with its path. */
    public JsonMistake mistake(String whatIsWrong) {
        return at(line, (path.isEmpty() ? "the whole" : path) + " " + whatIsWrong);
    }

    /** Something is wrong with a field of this object, which may be absent. */
    public JsonMistake mistakeIn(String field, String whatIsWrong) {
        return at(line, (path.isEmpty() ? "" : path + ".") + field + " " + whatIsWrong);
    }

    /** A field of this object, if it has it. */
    public Optional<LocatedJson> find(String field) {
        return Optional.ofNullable(fields.get(field));
    }

    /** A field that this object is known to have. */
    public LocatedJson get(String field) {
        return find(field).orElseThrow();
    }

    /** This value, if it is of that kind. */
    public LocatedJson requireKind(Kind expected) {
        if (kind != expected) {
            throw mistake("must be " + expected.words() + ", not " + (kind == Kind.BOOLEAN ? "a boolean" : kind.words())
                    + ".");
        }
        return this;
    }

    public boolean asBoolean() {
        return requireKind(Kind.BOOLEAN).text().toLowerCase(Locale.ROOT).equals("true");
    }

    /** A whole number from 0 up. */
    public int asCount() {
        return (int) wholeNumber(Integer.MAX_VALUE);
    }

    /** A whole number from 0 up. */
    public long asLong() {
        return wholeNumber(Long.MAX_VALUE);
    }

    private long wholeNumber(long most) {
        requireKind(Kind.NUMBER);
        try {
            long number = new BigDecimal(text).longValueExact();
            if (number >= 0 && number <= most) {
                return number;
            }
        } catch (ArithmeticException | NumberFormatException e) {
            // Told below, with all the others.
        }
        throw mistake("must be a whole number from 0 to " + most + ".");
    }

    /** One of some texts. */
    public String asOneOf(Collection<String> known) {
        String given = asText();
        if (known.contains(given)) {
            return given;
        }
        throw mistake("is '" + given + "'; "
                + Likeness.nearest(given, known)
                        .map(meant -> "did you mean " + meant + "?")
                        .orElseGet(() -> "it can be " + String.join(", ", known) + "."));
    }

    /** A time as ISO 8601 writes it in UTC. */
    public Instant asInstant() {
        String time = asText();
        try {
            if (INSTANT.matcher(time).matches()) {
                return Instant.parse(time);
            }
        } catch (DateTimeParseException e) {
            // Told below, with all the others.
        }
        throw mistake("must be a time in UTC such as 2026-11-22T12:00:00Z.");
    }

    /** A time span as ISO 8601 writes it. */
    public Duration asDuration() {
        String span = asText();
        try {
            return Duration.parse(span);
        } catch (DateTimeParseException | ArithmeticException e) {
            throw mistake("must be a time span such as PT61S, PT10M or PT0.5S.");
        }
    }

    /** A string with more in it than spaces. */
    public String asText() {
        if (requireKind(Kind.STRING).text().isBlank()) {
            throw mistake("must not be empty.");
        }
        return text;
    }
}
