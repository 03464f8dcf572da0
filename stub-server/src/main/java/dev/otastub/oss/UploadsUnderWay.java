package dev.otastub.oss;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The uploads that are coming in, and which of them must not be taken when they have: those of an account of which all was
 * deleted after they began.
 */
final class UploadsUnderWay {

    /** In their order. */
    private final Map<String, Long> lastDeletion = new LinkedHashMap<>();

    /** How many began at a place. */
    private final TreeMap<Long, Integer> underWay = new TreeMap<>();

    private long lastOfAll;
    private long deletions;

    /** An upload begins; gives back its place among the deletions. */
    synchronized long begin() {
        return begin(deletions);
    }

    /** One begins that counts from that place on, at which another one is. */
    synchronized long begin(long place) {
        underWay.merge(place, 1, Integer::sum);
        return place;
    }

    /** One that began there ends. What was deleted before all others began is nothing to them. */
    synchronized void end(long place) {
        underWay.computeIfPresent(place, (same, count) -> count == 1 ? null : count - 1);
        long oldest = underWay.isEmpty() ? deletions : underWay.firstKey();
        Iterator<Long> before = lastDeletion.values().iterator();
        while (before.hasNext() && before.next() <= oldest) {
            before.remove();
        }
    }

    /** Of how many accounts it is known that all was deleted. */
    synchronized int deletionsKnown() {
        return lastDeletion.size();
    }

    /** Those of the account are not to be taken. */
    synchronized void drop(String ownerUid) {
        deletions++;
        lastDeletion.remove(ownerUid);
        if (!underWay.isEmpty()) {
            lastDeletion.put(ownerUid, deletions);
        }
    }

    /** None is to be taken. */
    synchronized void drop() {
        deletions++;
        lastOfAll = deletions;
    }

    /** Whether one of the account that began there is not to be taken. */
    synchronized boolean isDropped(String ownerUid, long begun) {
        return lastOfAll > begun || lastDeletion.getOrDefault(ownerUid, 0L) > begun;
    }
}
