package dev.otastub.account;

import dev.otastub.signature.Digests;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The signature nonces used of late, each for one access key id: not reusable within 15 minutes (reported), by the clock
 * of the account. Bounded by count, so that a client cannot fill the memory: where there are too many, the account that
 * has most of them forgets its oldest.
 */
public final class Nonces {

    /** How long a nonce stays used. */
    public static final Duration LIFETIME = Duration.ofMinutes(15);

    private static final int LONGEST_KEPT = 64;

    private final int most;
    /** Of each account in the order of their use. */
    private final Map<String, Map<Used, Instant>> byAccount = new HashMap<>();

    private int size;

    private record Used(String accessKeyId, String nonce) {

        /** A longer nonce is remembered by its digest: a client chooses its length. */
        static Used of(String accessKeyId, String nonce) {
            return new Used(
                    accessKeyId,
                    nonce.length() <= LONGEST_KEPT ? nonce : Digests.sha256Hex(nonce.getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** @param most how many are remembered, of one account or of all together */
    public Nonces(int most) {
        this.most = most;
    }

    /** Whether a key of the account used the nonce, at that time of the account's. */
    public synchronized boolean isUsed(Caller caller, String nonce, Instant now) {
        Map<Used, Instant> used = byAccount.get(caller.account().uid());
        if (used == null) {
            return false;
        }
        forgetOld(used, now);
        Instant since = used.get(Used.of(caller.key().id(), nonce));
        return since != null && !isOld(since, now);
    }

    /** Uses the nonce; false if somebody was faster. */
    public synchronized boolean claim(Caller caller, String nonce, Instant now) {
        if (isUsed(caller, nonce, now)) {
            return false;
        }
        Map<Used, Instant> used = byAccount.computeIfAbsent(caller.account().uid(), uid -> new LinkedHashMap<>());
        Used key = Used.of(caller.key().id(), nonce);
        if (used.remove(key) == null) {
            size++;
        }
        used.put(key, now);
        if (size > most) {
            forgetOldest(used.size() > most / 2 ? used : largest());
        }
        return true;
    }

    private Map<Used, Instant> largest() {
        return byAccount.values().stream()
                .max(Comparator.comparingInt(Map::size))
                .orElseThrow();
    }

    private void forgetOldest(Map<Used, Instant> used) {
        Iterator<Used> oldest = used.keySet().iterator();
        oldest.next();
        oldest.remove();
        size--;
    }

    /** Entries are in the order of their use, so old ones are in front, unless the clock was set back. */
    private void forgetOld(Map<Used, Instant> used, Instant now) {
        Iterator<Instant> times = used.values().iterator();
        while (times.hasNext() && isOld(times.next(), now)) {
            times.remove();
            size--;
        }
    }

    private static boolean isOld(Instant since, Instant now) {
        return since.plus(LIFETIME).compareTo(now) <= 0;
    }

    /** Forgets what the account used. */
    public synchronized void forget(String accountUid) {
        Map<Used, Instant> used = byAccount.remove(accountUid);
        size -= used == null ? 0 : used.size();
    }

    /** Forgets all. */
    public synchronized void forget() {
        byAccount.clear();
        size = 0;
    }
}
