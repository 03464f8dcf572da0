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

    /** How many calls a second the account may make of the operation, 0 for no limit; its own figure goes first. */
    public int perSecond(Account account, String operation) {
        return account.callsPerSecond().orElse(perSecond);
    }

    /** Counts a call; false if it is one too many. */
    public boolean allows(Account account, String operation) {
        StubClock clock = account.clock();
        int most = perSecond(account, operation);
        if (most == 0 || clock.isFrozen() && !holdsWhileFrozen(account)) {
            return true;
        }
        long now = clock.instant().getEpochSecond();
        Second counted = seconds.merge(
                new Subject(account.uid(), operation),
                new Second(now, 1),
                (before, one) -> before.epochSecond() == now ? new Second(now, saturated(before.calls())) : one);
        return counted.calls() <= most;
    }

    /** What somebody asked for holds always. */
    private boolean holdsWhileFrozen(Account account) {
        return evenWhileFrozen || account.callsPerSecond().isPresent();
    }

    private static int saturated(int calls) {
        return calls == Integer.MAX_VALUE ? calls : calls + 1;
    }
}
