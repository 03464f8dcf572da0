package dev.otastub.data;

import java.nio.file.Path;
import java.util.function.Function;

/** How the values of a table are written as text. */
public interface Codec<V> {

    String write(V value);

    V read(String text);

    /** Text as it is. */
    Codec<String> TEXT = plain(text -> text);

    /**
     * Values as their own text.
     *
     * @param parse fails by an IllegalArgumentException where the text is none of a value
     */
    static <V> Codec<V> plain(Function<String, V> parse) {
        return new Codec<>() {
            @Override
            public String write(V value) {
                return String.valueOf(value);
            }

            @Override
            public V read(String text) {
                try {
                    return parse.apply(text);
                } catch (IllegalArgumentException e) {
                    throw new Database.Failure("A record of the stub's state is damaged: " + e.getMessage(), e);
                }
            }
        };
    }

    /** Records as JSON, their components by name. A component that a later version adds is absent in what was written. */
    static <V> Codec<V> json(Class<V> type) {
        return new JsonCodec<>(type, () -> JsonCodec.Usual.MAPPER);
    }

    /** As {@link #json(Class)}; paths are names within a folder. */
    static <V> Codec<V> json(Class<V> type, Path folder) {
        return new JsonCodec<>(type, () -> JsonCodec.withNamesIn(folder));
    }
}
