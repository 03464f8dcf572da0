package dev.otastub.iot;

import dev.otastub.core.Outcome;
import dev.otastub.core.Refusal;
import dev.otastub.data.Codec;
import dev.otastub.data.Database;
import dev.otastub.data.Table;
import dev.otastub.oss.Claims;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The firmware packages of each account, oldest first: in a table, and in memory by account. A change is one record put
 * or removed; whether a file is claimed follows from the packages. Safe for use by many threads: there is one lock, and whoever deletes files
 * takes it too, by {@link #ifUnclaimed}.
 */
public final class FirmwarePackages implements Claims {

    private final Database database;
    private final Table<Firmware> table;
    private final Map<String, Map<String, Kept>> byAccount = new HashMap<>();
    /** Read without the lock: whoever looks an object up may hold a lock that deleting it needs. */
    private final Map<FileName, Integer> claims = new ConcurrentHashMap<>();

    private long created;

    private record FileName(String bucket, String key) {}

    /** A package and its number, which is its name in the table: they come back in the order in which they were made. */
    private record Kept(String number, Firmware firmware) {}

    /** @param database has the packages that were made earlier */
    public FirmwarePackages(Database database) {
        this.database = database;
        table = database.table("packages", Codec.json(Firmware.class));
        table.all().forEach(entry -> {
            keep(new Kept(entry.name(), entry.value()));
            created = Long.parseLong(entry.name());
        });
    }

    /** The packages of all accounts after one that is so named, oldest first, each with its name. */
    public Stream<Table.Entry<Firmware>> after(String name) {
        return table.from(name).filter(entry -> !entry.name().equals(name));
    }

    /** How many packages there are. */
    public long size() {
        return table.size();
    }

    /** The packages of an account, oldest first. */
    public synchronized List<Firmware> list(String accountUid) {
        return byAccount.getOrDefault(accountUid, Map.of()).values().stream()
                .map(Kept::firmware)
                .toList();
    }

    /** The package of that FirmwareId, if it is the account's. */
    public synchronized Optional<Firmware> find(String accountUid, String id) {
        return kept(accountUid, id).map(Kept::firmware);
    }

    private Optional<Kept> kept(String accountUid, String id) {
        return Optional.ofNullable(byAccount.getOrDefault(accountUid, Map.of()).get(id));
    }

    /**
     * Adds a package, unless it is refused. Meanwhile nobody adds or removes one and no unclaimed file is deleted, so
     * that of two packages of one name only one can pass, and what the check finds stays so.
     *
     * @param check refuses the package, given those that its account has
     */
    synchronized Outcome<Firmware> addIfFree(Firmware firmware, Function<List<Firmware>, Optional<Refusal>> check) {
        Optional<Refusal> refusal = check.apply(list(firmware.accountUid()));
        if (refusal.isPresent()) {
            return Outcome.refused(refusal.get());
        }
        Kept kept = new Kept(String.format(Locale.ROOT, "%012d", ++created), firmware);
        table.put(kept.number(), firmware);
        keep(kept);
        return Outcome.accepted(firmware);
    }

    private void keep(Kept kept) {
        Firmware firmware = kept.firmware();
        byAccount
                .computeIfAbsent(firmware.accountUid(), uid -> new LinkedHashMap<>())
                .put(firmware.id(), kept);
        firmware.files().forEach(file -> claims.merge(nameOf(file), 1, Integer::sum));
    }

    /** Removes the account's package of that FirmwareId; empty if there is none. Its files stay where they are. */
    synchronized Optional<Firmware> remove(String accountUid, String id) {
        Optional<Kept> there = kept(accountUid, id);
        there.ifPresent(this::remove);
        return there.map(Kept::firmware);
    }

    private void remove(Kept kept) {
        table.remove(kept.number());
        Firmware firmware = kept.firmware();
        byAccount.getOrDefault(firmware.accountUid(), Map.of()).remove(firmware.id());
        unclaim(firmware);
    }

    private void unclaim(Firmware firmware) {
        firmware.files()
                .forEach(file -> claims.computeIfPresent(nameOf(file), (name, count) -> count == 1 ? null : count - 1));
    }

    /** Removes all packages of an account. Their files stay where they are. */
    public synchronized void removeAll(String accountUid) {
        List<Kept> all =
                List.copyOf(byAccount.getOrDefault(accountUid, Map.of()).values());
        if (!all.isEmpty()) {
            database.together(() -> all.forEach(kept -> table.remove(kept.number())));
            byAccount.remove(accountUid);
            all.forEach(kept -> unclaim(kept.firmware()));
        }
    }

    /** Removes all packages of all accounts. */
    public synchronized void removeAll() {
        List.copyOf(byAccount.keySet()).forEach(this::removeAll);
    }

    /** Whether a package is made of the file. */
    @Override
    public boolean isClaimed(String bucket, String key) {
        return claims.containsKey(new FileName(bucket, key));
    }

    /** What is done should be short: creating packages waits for it. */
    @Override
    public synchronized void ifUnclaimed(String bucket, String key, Runnable action) {
        if (!isClaimed(bucket, key)) {
            action.run();
        }
    }

    private static FileName nameOf(PackageFile file) {
        return new FileName(file.bucket(), file.key());
    }
}
