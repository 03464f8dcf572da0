package dev.otastub.data;

import java.util.Iterator;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * Values by name, in the order of the names' bytes in UTF-8. What changes one is durable when it returns; each change is of
 * one value, so there is never half of one. Whoever needs two values to change together keeps them in one.
 *
 * <p>Every method may throw {@link Database.Failure}.
 */
public final class Table<V> {

    private final Database database;
    private final MVMap<String, String> map;
    private final Codec<V> codec;

    Table(Database database, MVMap<String, String> map, Codec<V> codec) {
        this.database = database;
        this.map = map;
        this.codec = codec;
    }

    /**
     * A value under its name.
     *
     * @param name the name
     * @param value the value
     */
    public record Entry<V>(String name, V value) {}

    public Optional<V> find(String name) {
        return asked(() -> read(map.get(name)));
    }

    /** Puts a value in the place of any other under the name, and gives that one back. */
    public Optional<V> put(String name, V value) {
        return changed(() -> read(map.put(name, codec.write(value))));
    }

    /** Puts a value unless there is one under the name; says whether it did. */
    public boolean putIfAbsent(String name, V value) {
        return changed(() -> map.putIfAbsent(name, codec.write(value)) == null);
    }

    /** Removes what is under the name, and gives it back. */
    public Optional<V> remove(String name) {
        return changed(() -> read(map.remove(name)));
    }

    /** Removes what is under the name if it is equal to the value; says whether it did. */
    public boolean remove(String name, V value) {
        return changed(() -> map.remove(name, codec.write(value)));
    }

    /** The values under names from that one on, read as they are asked for, as they were at this moment. */
    public Stream<Entry<V>> from(String name) {
        Cursor<String, String> cursor = asked(() -> map.cursor(name));
        Iterator<Entry<V>> entries = new Iterator<>() {
            @Override
            public boolean hasNext() {
                return asked(cursor::hasNext);
            }

            @Override
            public Entry<V> next() {
                String next = asked(cursor::next);
                return new Entry<>(next, codec.read(cursor.getValue()));
            }
        };
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(entries, Spliterator.ORDERED | Spliterator.NONNULL), false);
    }

    /** All values. */
    public Stream<Entry<V>> all() {
        return from("");
    }

    /** How many values there are. */
    public long size() {
        return asked(map::sizeAsLong);
    }

    private Optional<V> read(@Nullable String text) {
        return Optional.ofNullable(text).map(codec::read);
    }

    private <T> T changed(Supplier<T> change) {
        return asked(() -> {
            T result = change.get();
            database.commit();
            return result;
        });
    }

    private static <T> T asked(Supplier<T> question) {
        try {
            return question.get();
        } catch (MVStoreException e) {
            throw new Database.Failure("The stub could not read or write its state: " + e.getMessage(), e);
        }
    }
}
