package dev.otastub.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Header fields in the order they came; names are compared without case.
 *
 * @param fields name and value of each field line
 */
public record Headers(List<Map.Entry<String, String>> fields) {

    /** No header at all. */
    public static final Headers NONE = new Headers(List.of());

    public Headers {
        fields = List.copyOf(fields);
    }

    /** Fields given as name, value, name, value. */
    public static Headers of(String... namesAndValues) {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.add(Map.entry(namesAndValues[i], namesAndValues[i + 1]));
        }
        return new Headers(fields);
    }

    /** The value of the first field of that name. */
    public Optional<String> first(String name) {
        for (Map.Entry<String, String> field : fields) {
            if (field.getKey().equalsIgnoreCase(name)) {
                return Optional.of(field.getValue());
            }
        }
        return Optional.empty();
    }

    /** All values of that name, in order. */
    public List<String> all(String name) {
        return fields.stream()
                .filter(field -> field.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** The lower-case names that begin with a (lower-case) prefix, each once, in order. */
    public List<String> namesWithPrefix(String prefix) {
        return fields.stream()
                .map(field -> field.getKey().toLowerCase(Locale.ROOT))
                .filter(name -> name.startsWith(prefix))
                .distinct()
                .toList();
    }

    /** These fields and one more. */
    public Headers and(String name, String value) {
        List<Map.Entry<String, String>> more = new ArrayList<>(fields);
        more.add(Map.entry(name, value));
        return new Headers(more);
    }

    /** These fields and the given ones. */
    public Headers and(Headers others) {
        List<Map.Entry<String, String>> more = new ArrayList<>(fields);
        more.addAll(others.fields);
        return new Headers(more);
    }
}
