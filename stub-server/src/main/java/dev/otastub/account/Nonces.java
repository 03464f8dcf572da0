package dev.otastub.account;

import dev.otastub.signature.Digests;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The signature nonces used of late, each for one access key id: not reusable within 15 minutes (reported). Bounded by
 * count, so that a client cannot fill the memory; the oldest go first.
 */
public final class Nonces {

    /** How long a nonce stays used. */
    public static final Duration LIFETIME = Duration.ofMinutes(15);

    private static final int LONGEST_KEPT = 64;

    private final int most;
    private final LinkedHashMap<Used, Instant> used = new LinkedHashMap<>();

    private record Used(String accessKeyId, String nonce) {

        /** A longer nonce is remembered by its digest: a client chooses its length. */
        static Used of(String accessKeyId, String nonce) {
            return new Used(
                    accessKeyId,
                    nonce.length() <= LONGEST_KEPT ? nonce : Digests.sha256Hex(nonce.getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** @param most how many are remembered */
    public Nonces(int most) {
        this.most = most;
    }

    /** Whether the nonce is used at that time. */
    public synchronized boolean isUsed(String accessKeyId, String nonce, Instant now) {
        forgetOld(now);
        Instant since = used.get(Used.of(accessKeyId, nonce));
        return since != null && !isOld(since, now);
    }

    /** Uses the nonce; false if somebody was faster. */
    public synchronized boolean claim(String accessKeyId, String nonce, Instant now) {
        if (isUsed(accessKeyId, nonce, now)) {
            return false;
        }
        Used key = Used.of(accessKeyId, nonce);
        used.remove(key);
        used.put(key, now);
        if (used.size() > most) {
            Iterator<Used> oldest = used.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        return true;
    }

    /** Entries are in the order of their use, so old ones are in front. */
    private void forgetOld(Instant now) {
        Iterator<Map.Entry<Used, Instant>> entries = used.entrySet().iterator();
        while (entries.hasNext() && isOld(entries.next().getValue(), now)) {
            entries.remove();
        }
    }

    private static boolean isOld(Instant since, Instant now) {
        return since.plus(LIFETIME).compareTo(now) <= 0;
    }
}
