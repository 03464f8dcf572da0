package dev.otastub.control;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/**
 * What happened, by account, oldest first. Bounded by number and by bytes over all accounts, so that it never fills the
 * memory: the account that has most bytes loses its oldest, so that a noisy one costs a quiet one nothing. Safe for use
 * by many threads.
 */
public final class Records<T> {

    /** No account's id. */
    private static final String NOBODY = "";

    private final int most;
    private final long mostBytes;
    private final ToLongFunction<T> size;
    private final Map<String, Journal<T>> byAccount = new HashMap<>();

    /** The largest last; of equal ones, the one with the oldest record. None in it is empty. */
    private final TreeSet<Journal<T>> bySize =
            new TreeSet<>(Comparator.<Journal<T>>comparingLong(journal -> journal.bytes)
                    .thenComparing(Journal::oldest, Comparator.reverseOrder()));

    private long next;
    private long count;
    private long bytes;

    private record Kept<T>(long number, T what, long size) {}

    /** The records of one account. Its place among the others is by its size, so take it out before it changes. */
    private static final class Journal<T> {

        private final String uid;
        private final Deque<Kept<T>> records = new ArrayDeque<>();
        private long bytes;

        Journal(String uid) {
            this.uid = uid;
        }

        long oldest() {
            return records.element().number();
        }
    }

    /**
     * @param most how many are kept
     * @param mostBytes how many bytes they may have together
     * @param size about how many bytes one has
     */
    public Records(int most, long mostBytes, ToLongFunction<T> size) {
        this.most = most;
        this.mostBytes = mostBytes;
        this.size = size;
    }

    /** Keeps one; without an account it is nobody's. */
    public synchronized void add(Optional<String> accountUid, T what) {
        Kept<T> kept = new Kept<>(next++, what, size.applyAsLong(what));
        Journal<T> journal = taken(accountUid).orElseGet(() -> new Journal<>(accountUid.orElse(NOBODY)));
        journal.records.add(kept);
        journal.bytes += kept.size();
        put(journal);
        while (count > most || bytes > mostBytes) {
            forgetOldest(bySize.last());
        }
    }

    private void forgetOldest(Journal<T> largest) {
        take(largest);
        largest.bytes -= largest.records.remove().size();
        if (!largest.records.isEmpty()) {
            put(largest);
        }
    }

    private Optional<Journal<T>> taken(Optional<String> accountUid) {
        Optional<Journal<T>> journal = Optional.ofNullable(byAccount.get(accountUid.orElse(NOBODY)));
        journal.ifPresent(this::take);
        return journal;
    }

    private void take(Journal<T> journal) {
        bySize.remove(journal);
        byAccount.remove(journal.uid);
        count -= journal.records.size();
        bytes -= journal.bytes;
    }

    private void put(Journal<T> journal) {
        bySize.add(journal);
        byAccount.put(journal.uid, journal);
        count += journal.records.size();
        bytes += journal.bytes;
    }

    /** Those of an account, oldest first; those of nobody if empty. */
    public synchronized List<T> of(Optional<String> accountUid) {
        return Optional.ofNullable(byAccount.get(accountUid.orElse(NOBODY))).stream()
                .flatMap(journal -> journal.records.stream())
                .map(Kept::what)
                .toList();
    }

    /** Forgets those of an account; those of nobody if empty. */
    public synchronized void forget(Optional<String> accountUid) {
        taken(accountUid);
    }

    /** Forgets all. */
    public synchronized void forget() {
        byAccount.clear();
        bySize.clear();
        count = 0;
        bytes = 0;
    }
}
