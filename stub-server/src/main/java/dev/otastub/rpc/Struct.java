package dev.otastub.rpc;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;

/**
 * Named values of an answer, in the order in which the operation's page lists them.
 *
 * @param fields the values
 */
public record Struct(List<Field> fields) {

    /** No values. */
    public static final Struct EMPTY = new Struct(List.of());

    /**
     * One value.
     *
     * @param name its name, as the page writes it
     * @param value a String, a Boolean, a Long, a Struct or a Verbatim
     */
    record Field(String name, Object value) {}

    /**
     * A text that XML carries as CDATA.
     *
     * @param text the text
     */
    record Verbatim(@JsonValue String text) {}

    public Struct {
        fields = List.copyOf(fields);
    }

    public Struct and(String name, String value) {
        return with(name, value);
    }

    public Struct and(String name, boolean value) {
        return with(name, value);
    }

    public Struct and(String name, long value) {
        return with(name, value);
    }

    public Struct and(String name, Struct value) {
        return with(name, value);
    }

    Struct andVerbatim(String name, String value) {
        return with(name, new Verbatim(value));
    }

    private Struct with(String name, Object value) {
        List<Field> more = new ArrayList<>(fields);
        more.add(new Field(name, value));
        return new Struct(more);
    }
}
