package dev.otastub.data;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;

/**
 * Values by name, in the order of the names' bytes in UTF-8. What changes one is durable when it returns; each change is of
 * one value, so there is never half of one. Whoever needs two values to change together keeps them in one.
 *
 * <p>Every method may throw {@link Database.Failure}.
 */
public final class Table<V> {

    /** How many values are read at once, and by then are in memory. */
    private static final int BATCH = 64;

    private final Database database;
    private final String table;
    private final Codec<V> codec;

    Table(Database database, String table, Codec<V> codec) {
        this.database = database;
        this.table = table;
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
        return read(database.read(table, map -> Optional.ofNullable(map.get(name))));
    }

    /** Puts a value in the place of any other under the name, and gives that one back. */
    public Optional<V> put(String name, V value) {
        String text = codec.write(value);
        return read(database.change(table, map -> Optional.ofNullable(map.put(name, text))));
    }

    /** Puts a value unless there is one under the name; says whether it did. */
    public boolean putIfAbsent(String name, V value) {
        String text = codec.write(value);
        return database.change(table, map -> map.putIfAbsent(name, text) == null);
    }

    /** Removes what is under the name, and gives it back. */
    public Optional<V> remove(String name) {
        return read(database.change(table, map -> Optional.ofNullable(map.remove(name))));
    }

    /** Removes what is under the name, whatever it is. */
    public void delete(String name) {
        database.change(table, map -> map.remove(name) != null);
    }

    /** Removes what is under the name if it is equal to the value; says whether it did. */
    public boolean remove(String name, V value) {
        return database.change(table, map -> {
            String text = map.get(name);
            return text != null && codec.read(text).equals(value) && map.remove(name, text);
        });
    }

    /**
     * The values under names from that one on, read a few at a time as they are asked for: one that is put or removed
     * meanwhile may be among them or not.
     */
    public Stream<Entry<V>> from(String name) {
        Iterator<Entry<V>> entries = new Iterator<>() {
            private Batch batch = database.read(table, map -> Batch.from(name, false, map));
            private int at;

            @Override
            public boolean hasNext() {
                if (at == batch.names.size() && batch.more) {
                    batch = database.read(table, map -> Batch.from(batch.last(), true, map));
                    at = 0;
                }
                return at < batch.names.size();
            }

            @Override
            public Entry<V> next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                Entry<V> next = new Entry<>(batch.names.get(at), codec.read(batch.texts.get(at)));
                at++;
                return next;
            }
        };
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(entries, Spliterator.ORDERED | Spliterator.NONNULL), false);
    }

    /** Names and values in a row, and whether there were more behind them. */
    private record Batch(List<String> names, List<String> texts, boolean more) {

        static Batch from(String name, boolean behind, MVMap<String, String> map) {
            List<String> names = new ArrayList<>();
            List<String> texts = new ArrayList<>();
            Cursor<String, String> cursor = map.cursor(name);
            while (names.size() < BATCH && cursor.hasNext()) {
                String next = cursor.next();
                if (!behind || !next.equals(name)) {
                    names.add(next);
                    texts.add(cursor.getValue());
                }
            }
            return new Batch(names, texts, cursor.hasNext());
        }

        String last() {
            return names.get(names.size() - 1);
        }
    }

    /** All values. */
    public Stream<Entry<V>> all() {
        return from("");
    }

    /** How many values there are. */
    public long size() {
        return database.read(table, MVMap::sizeAsLong);
    }

    private Optional<V> read(Optional<String> text) {
        return text.map(codec::read);
    }
}
