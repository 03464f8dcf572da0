package dev.otastub.oss.policy;

/**
 * Sizes from one to another, both allowed. An empty range, which conditions that exclude each other leave, allows none.
 *
 * @param min the smallest
 * @param max the largest
 */
public record LongRange(long min, long max) {

    /** Any size. */
    public static final LongRange ANY = new LongRange(0, Long.MAX_VALUE);

    /** The sizes that both ranges allow. */
    LongRange and(LongRange other) {
        long largerMin = Math.max(min, other.min);
        long smallerMax = Math.min(max, other.max);
        return new LongRange(largerMin, smallerMax);
    }
}
