package dev.otastub.oss;

import java.util.HashMap;
import java.util.Map;

/**
 * The uploads that are coming in, and which of them must not be taken when they have: those of an account of which all was
 * deleted after they began.
 */
final class UploadsUnderWay {

    private final Map<String, Long> lastDeletion = new HashMap<>();
    private long lastOfAll;
    private long deletions;
    private int count;

    /** An upload begins; gives back its place among the deletions. */
    synchronized long begin() {
        count++;
        return deletions;
    }

    synchronized void end() {
        count--;
        if (count == 0) {
            lastDeletion.clear();
        }
    }

    synchronized int count() {
        return count;
    }

    /** Those of the account are not to be taken. */
    synchronized void drop(String ownerUid) {
        deletions++;
        if (count > 0) {
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
