package dev.otastub.iot;

import dev.otastub.data.Codec;
import dev.otastub.data.Database;
import dev.otastub.data.Table;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The upload URLs that were handed out and can still be used, in the order in which they expire. Nothing is checked by
 * them: a policy says by itself what it allows. They are here to be looked at.
 */
public final class IssuedUrls {

    /** With a frozen clock none ever expires; then the first ones go when there are more. */
    private static final int MOST = 100_000;

    private final Table<IssuedUrl> table;

    /**
     * Leave to upload, as an operation gave it.
     *
     * @param accountUid to whose caller it was given
     * @param operation the operation that gave it
     * @param key the key under which to upload
     * @param url the address of the file once it is uploaded
     * @param issued when it was given
     * @param expires until when it can be used
     */
    public record IssuedUrl(
            String accountUid, String operation, String key, String url, Instant issued, Instant expires) {}

    /** @param database has those that were handed out earlier */
    public IssuedUrls(Database database) {
        table = database.table("issued URLs", Codec.json(IssuedUrl.class));
    }

    void add(IssuedUrl issued) {
        table.put(expiringAt(issued.expires()) + " " + issued.key(), issued);
        if (table.size() > MOST) {
            table.all().findFirst().ifPresent(first -> table.remove(first.name()));
        }
    }

    /** Those that can still be used at that time and come after a name, each with its name. */
    public Stream<Table.Entry<IssuedUrl>> after(String name, Instant now) {
        String first = expiringAt(now.plusMillis(1));
        return table.from(name.compareTo(first) > 0 ? name : first)
                .filter(entry -> !entry.name().equals(name));
    }

    /** Forgets those that cannot be used any more. */
    public void deleteExpired(Instant now) {
        String usable = expiringAt(now.plusMillis(1));
        table.all()
                .map(Table.Entry::name)
                .takeWhile(name -> name.compareTo(usable) < 0)
                .forEach(table::remove);
    }

    /** Names sort by time. */
    private static String expiringAt(Instant time) {
        return String.format(Locale.ROOT, "%016d", time.toEpochMilli());
    }
}
