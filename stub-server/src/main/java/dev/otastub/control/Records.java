package dev.otastub.control;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * What happened, by account, oldest first. Bounded by number and by bytes over all accounts, so that it never fills the
 * memory; the oldest go first. Safe for use by many threads.
 */
public final class Records<T> {

    /** No account's id. */
    private static final String NOBODY = "";

    private final int most;
    private final long mostBytes;
    private final ToLongFunction<T> size;
    private final LinkedHashMap<Long, Kept<T>> all = new LinkedHashMap<>();
    private final Map<String, Deque<Long>> byAccount = new HashMap<>();
    private long next;
    private long bytes;

    private record Kept<T>(String uid, T what, long size) {}

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
        Kept<T> kept = new Kept<>(accountUid.orElse(NOBODY), what, size.applyAsLong(what));
        long number = next++;
        all.put(number, kept);
        byAccount.computeIfAbsent(kept.uid(), uid -> new ArrayDeque<>()).add(number);
        bytes += kept.size();
        Iterator<Map.Entry<Long, Kept<T>>> oldest = all.entrySet().iterator();
        while ((all.size() > most || bytes > mostBytes) && oldest.hasNext()) {
            Kept<T> gone = oldest.next().getValue();
            oldest.remove();
            bytes -= gone.size();
            // The oldest of all is the oldest of its account.
            Deque<Long> numbers = byAccount.get(gone.uid());
            if (numbers != null) {
                numbers.poll();
                if (numbers.isEmpty()) {
                    byAccount.remove(gone.uid());
                }
            }
        }
    }

    /** Those of an account, oldest first; those of nobody if empty. */
    public synchronized List<T> of(Optional<String> accountUid) {
        List<T> found = new ArrayList<>();
        for (Long number : byAccount.getOrDefault(accountUid.orElse(NOBODY), new ArrayDeque<>())) {
            Kept<T> kept = all.get(number);
            if (kept != null) {
                found.add(kept.what());
            }
        }
        return List.copyOf(found);
    }

    /** Forgets those of an account; those of nobody if empty. */
    public synchronized void forget(Optional<String> accountUid) {
        Deque<Long> numbers = byAccount.remove(accountUid.orElse(NOBODY));
        if (numbers != null) {
            for (Long number : numbers) {
                Kept<T> gone = all.remove(number);
                bytes -= gone == null ? 0 : gone.size();
            }
        }
    }

    /** Forgets all. */
    public synchronized void forget() {
        all.clear();
        byAccount.clear();
        bytes = 0;
    }
}
