package dev.otastub.iot;

import dev.otastub.account.Account;
import dev.otastub.account.Clocks;
import dev.otastub.data.Codec;
import dev.otastub.data.Database;
import dev.otastub.data.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;

/**
 * The upload URLs that were handed out and can still be used, by account, and there in the order in which they expire.
 * Nothing is checked by them: a policy says by itself what it allows. They are here to be looked at.
 */
public final class IssuedUrls {

    /** With a frozen clock none ever expires; then the first ones go when there are more. */
    private static final int MOST = 100_000;

    /** When to look again at what should have expired by the stub's clock, and has not by its account's. */
    private static final Duration PUT_OFF = Duration.ofMinutes(1);

    private final Database database;
    private final Clocks clocks;
    private final Table<IssuedUrl> table;

    /** When to look at which, by the stub's clock. */
    private final ConcurrentSkipListSet<Due> dues = new ConcurrentSkipListSet<>();

    private final Map<String, Due> dueByName = new ConcurrentHashMap<>();

    private record Due(Instant at, String name) implements Comparable<Due> {

        private static final Comparator<Due> ORDER =
                Comparator.comparing(Due::at).thenComparing(Due::name);

        @Override
        public int compareTo(Due other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * Leave to upload, as an operation gave it. Its times are those of the account's clock.
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

    /**
     * @param database has those that were handed out earlier
     * @param clocks the times by which they expire
     */
    public IssuedUrls(Database database, Clocks clocks) {
        this.database = database;
        this.clocks = clocks;
        table = database.table("issued URLs", Codec.json(IssuedUrl.class));
        List<Table.Entry<IssuedUrl>> earlier = table.all().toList();
        database.together(() -> earlier.forEach(this::takeOver));
    }

    /** Their names were others once. */
    private void takeOver(Table.Entry<IssuedUrl> earlier) {
        if (!earlier.name().equals(name(earlier.value()))) {
            table.remove(earlier.name());
            table.put(name(earlier.value()), earlier.value());
        }
        lookAfter(PUT_OFF, name(earlier.value()));
    }

    private void lookAfter(Duration wait, String name) {
        Due due = new Due(clocks.stubs().instant().plus(wait), name);
        dues.add(due);
        Optional.ofNullable(dueByName.put(name, due))
                .filter(before -> !before.equals(due))
                .ifPresent(dues::remove);
    }

    private void forget(String name) {
        table.remove(name);
        Optional.ofNullable(dueByName.remove(name)).ifPresent(dues::remove);
    }

    void add(IssuedUrl issued) {
        table.put(name(issued), issued);
        lookAfter(Duration.between(issued.issued(), issued.expires()), name(issued));
        if (table.size() > MOST) {
            Optional.ofNullable(dues.pollFirst()).ifPresent(first -> forget(first.name()));
        }
    }

    /** Those that can still be used and come after a name, each with its name. */
    public Stream<Table.Entry<IssuedUrl>> after(String name) {
        return table.from(name).filter(entry -> !entry.name().equals(name) && isUsable(entry.value()));
    }

    private boolean isUsable(IssuedUrl issued) {
        return clocks.at(issued.accountUid()).instant().isBefore(issued.expires());
    }

    /** Forgets those that cannot be used any more, looking at no others but those that may be used for longer than usual. */
    public void deleteExpired() {
        Instant now = clocks.stubs().instant();
        List<Due> due = List.copyOf(dues.headSet(new Due(now.plusNanos(1), "")));
        if (!due.isEmpty()) {
            database.together(() -> due.forEach(one -> settle(one.name())));
        }
    }

    private void settle(String name) {
        if (table.find(name).filter(this::isUsable).isPresent()) {
            lookAfter(PUT_OFF, name);
        } else {
            forget(name);
        }
    }

    /** Forgets those of an account. */
    public void removeAll(String accountUid) {
        String first = Account.folderOf(accountUid);
        List<String> names = table.from(first)
                .map(Table.Entry::name)
                .takeWhile(name -> name.startsWith(first))
                .toList();
        if (!names.isEmpty()) {
            database.together(() -> names.forEach(this::forget));
        }
    }

    /** Forgets all. */
    public void removeAll() {
        List<String> names = table.all().map(Table.Entry::name).toList();
        database.together(() -> names.forEach(this::forget));
    }

    /** An account's are together, for the digests of ids are all of one length; there they sort by time. */
    private static String name(IssuedUrl issued) {
        return String.format(
                Locale.ROOT,
                "%s %016d %s",
                Account.folderOf(issued.accountUid()),
                issued.expires().toEpochMilli(),
                issued.key());
    }
}
