package dev.otastub.rpc;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
     * @param value a String, a Boolean, a Long, a Struct, a Verbatim or Items
     */
    record Field(String name, Object value) {}

    /**
     * A text that XML carries as CDATA.
     *
     * @param text the text
     */
    record Verbatim(@JsonValue String text) {}

    /**
     * Several values.
     *
     * @param itemName what XML calls one of them, within an element of the field's name; without it, XML repeats that
     *     element. JSON has an array of the field's name either way.
     * @param items the values
     */
    record Items(Optional<String> itemName, List<Struct> items) {
        Items {
            items = List.copyOf(items);
        }
    }

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

    /** Leaves out what is absent. */
    public Struct and(String name, Optional<String> value) {
        return value.map(present -> and(name, present)).orElse(this);
    }

    /** In XML one element for each; in JSON an array. */
    public Struct and(String name, List<Struct> items) {
        return with(name, new Items(Optional.empty(), items));
    }

    /** In XML one element that holds one for each; in JSON an array, where the items' name is not seen. */
    public Struct and(String name, String itemName, List<Struct> items) {
        return with(name, new Items(Optional.of(itemName), items));
    }

    /** A text that XML carries as CDATA. */
    public Struct andVerbatim(String name, String value) {
        return with(name, new Verbatim(value));
    }

    private Struct with(String name, Object value) {
        List<Field> more = new ArrayList<>(fields);
        more.add(new Field(name, value));
        return new Struct(more);
    }
}
