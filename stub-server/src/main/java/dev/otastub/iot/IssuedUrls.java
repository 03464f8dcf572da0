package dev.otastub.iot;

import dev.otastub.account.Account;
import dev.otastub.account.Clocks;
import dev.otastub.data.Codec;
import dev.otastub.data.Database;
import dev.otastub.data.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The upload URLs that were handed out and can still be used, by account, and there in the order in which they expire.
 * Nothing is checked by them: a policy says by itself what it allows. They are here to be looked at.
 */
public final class IssuedUrls {

    /** With a frozen clock none ever expires; then the first ones go when there are more. */
    private static final int MOST = 100_000;

    /** When to look at one: as long as it can be used, and once more if it can be by its account's clock after that. */
    private static final Duration WAIT = Duration.ofMinutes(1);

    private final Database database;
    private final Clocks clocks;
    private final Table<IssuedUrl> table;

    /**
     * When to look at which, by the stub's clock: all wait for equally long, so they are in the order of their time. Once the
     * clock was set back, those of before are in the way of later ones, which then stay longer than they can be used.
     */
    private final Queue<Due> dues = new ConcurrentLinkedQueue<>();

    private record Due(Instant at, String name) {}

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
        lookAfter(name(earlier.value()));
    }

    private void lookAfter(String name) {
        dues.add(new Due(clocks.stubs().instant().plus(WAIT), name));
    }

    void add(IssuedUrl issued) {
        String name = name(issued);
        table.put(name, issued);
        lookAfter(name);
        while (table.size() > MOST && !dues.isEmpty()) {
            Optional.ofNullable(dues.poll()).ifPresent(first -> table.delete(first.name()));
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
        if (isDue(dues.peek(), now)) {
            database.together(() -> settleDue(now));
        }
    }

    private void settleDue(Instant now) {
        while (isDue(dues.peek(), now)) {
            Optional.ofNullable(dues.poll()).ifPresent(due -> settle(due.name()));
        }
    }

    private static boolean isDue(@Nullable Due due, Instant now) {
        return due != null && !due.at().isAfter(now);
    }

    private void settle(String name) {
        if (table.find(name).filter(this::isUsable).isPresent()) {
            lookAfter(name);
        } else {
            table.delete(name);
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
            database.together(() -> names.forEach(table::delete));
            dues.removeIf(due -> due.name().startsWith(first));
        }
    }

    /** Forgets all. */
    public void removeAll() {
        Set<String> names = table.all().map(Table.Entry::name).collect(Collectors.toSet());
        database.together(() -> names.forEach(table::delete));
        dues.removeIf(due -> names.contains(due.name()));
    }

    /** An account's are together, for the digests of ids are all of one length; there they sort by time. */
    private static String name(IssuedUrl issued) {
        String expires = Long.toString(issued.expires().toEpochMilli());
        String zeros = "0".repeat(Math.max(0, 16 - expires.length()));
        return Account.folderOf(issued.accountUid()) + " " + zeros + expires + " " + issued.key();
    }
}
