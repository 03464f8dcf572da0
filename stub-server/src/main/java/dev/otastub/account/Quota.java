package dev.otastub.account;

import dev.otastub.core.StubClock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Calls a second for each account and operation, RAM users included. The documentation gives the number; that the cloud
 * counts in fixed seconds is inferred.
 */
public final class Quota {

    private final int perSecond;
    private final boolean evenWhileFrozen;
    private final Map<Subject, Second> seconds = new ConcurrentHashMap<>();

    private record Subject(String uid, String operation) {}

    private record Second(long epochSecond, int calls) {}

    /**
     * @param perSecond calls a second; 0 for no limit
     * @param evenWhileFrozen whether it also holds while the clock stands, when a second never ends
     */
    public Quota(int perSecond, boolean evenWhileFrozen) {
        this.perSecond = perSecond;
        this.evenWhileFrozen = evenWhileFrozen;
    }

    public int perSecond() {
        return perSecond;
    }

    /** Counts a call; false if it is one too many. */
    public boolean allows(Account account, String operation) {
        StubClock clock = account.clock();
        if (perSecond == 0 || clock.isFrozen() && !evenWhileFrozen) {
            return true;
        }
        long now = clock.instant().getEpochSecond();
        Second counted = seconds.merge(
                new Subject(account.uid(), operation),
                new Second(now, 1),
                (before, one) -> before.epochSecond() == now ? new Second(now, saturated(before.calls())) : one);
        return counted.calls() <= perSecond;
    }

    private static int saturated(int calls) {
        return calls == Integer.MAX_VALUE ? calls : calls + 1;
    }
}
