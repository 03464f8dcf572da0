package dev.otastub.account;

import dev.otastub.core.StubClock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** A clock for each account, over the stub's own. It belongs to the account's id, and outlives changes of the account. */
public final class Clocks {

    private final StubClock stubs;
    private final Map<String, StubClock> byUid = new ConcurrentHashMap<>();

    /** @param stubs the clock that accounts go along with */
    public Clocks(StubClock stubs) {
        this.stubs = stubs;
    }

    /** The stub's clock. */
    public StubClock stubs() {
        return stubs;
    }

    /** The clock of an account, made when it is first asked for. */
    public StubClock of(String accountUid) {
        return byUid.computeIfAbsent(accountUid, uid -> new StubClock(stubs));
    }

    /** The time of an account that there may never have been, or not any more: then the stub's. */
    public StubClock at(String accountUid) {
        return byUid.getOrDefault(accountUid, stubs);
    }

    /** Whether an account lives in a time of its own. */
    public boolean isMoved(String accountUid) {
        StubClock own = byUid.get(accountUid);
        return own != null && own.isMovedItself();
    }

    /** The ids of the accounts that live in a time of their own. */
    public Set<String> moved() {
        return byUid.entrySet().stream()
                .filter(entry -> entry.getValue().isMovedItself())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Forgets the clock of an account that has gone. */
    public void remove(String accountUid) {
        Optional.ofNullable(byUid.remove(accountUid)).ifPresent(StubClock::reset);
    }

    /** All accounts go along with the stub's clock again. */
    public void reset() {
        byUid.values().forEach(StubClock::reset);
    }
}
