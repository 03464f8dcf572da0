package dev.otastub.account;

import dev.otastub.core.StubClock;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Calls a second for each account and operation, RAM users included. The documentation gives the numbers; that the cloud
 * counts in fixed seconds, by the account's clock, is inferred.
 */
public final class Quota {

    private final OptionalInt forAll;
    /** By account, and there by operation. */
    private final Map<String, Map<String, Second>> seconds = new ConcurrentHashMap<>();

    private record Second(long epochSecond, int calls) {}

    /**
     * @param forAll calls a second of any operation, 0 for no limit, in place of what their pages say. If nobody says,
     *     there is no limit while the clock stands, when a second never ends.
     */
    public Quota(OptionalInt forAll) {
        this.forAll = forAll;
    }

    /**
     * How many calls a second the account may make; 0 for no limit. The account's own figure goes before everybody's,
     * and that before the operation's.
     *
     * @param documented the operation's own figure
     */
    public int perSecond(Account account, int documented) {
        return account.callsPerSecond().orElse(forAll.orElse(documented));
    }

    /**
     * Counts a call; false if it is one too many.
     *
     * @param documented the operation's own figure
     */
    public boolean allows(Account account, String operation, int documented) {
        StubClock clock = account.clock();
        int most = perSecond(account, documented);
        if (most == 0 || clock.isFrozen() && !holdsWhileFrozen(account)) {
            return true;
        }
        long now = clock.instant().getEpochSecond();
        Second counted = seconds.computeIfAbsent(account.uid(), uid -> new ConcurrentHashMap<>())
                .merge(
                        operation,
                        new Second(now, 1),
                        (before, one) ->
                                before.epochSecond() == now ? new Second(now, saturated(before.calls())) : one);
        return counted.calls() <= most;
    }

    /** What somebody asked for holds always. */
    private boolean holdsWhileFrozen(Account account) {
        return forAll.isPresent() || account.callsPerSecond().isPresent();
    }

    /** Forgets what the account called. */
    public void forget(String accountUid) {
        seconds.remove(accountUid);
    }

    /** Forgets all. */
    public void forget() {
        seconds.clear();
    }

    private static int saturated(int calls) {
        return calls == Integer.MAX_VALUE ? calls : calls + 1;
    }
}
