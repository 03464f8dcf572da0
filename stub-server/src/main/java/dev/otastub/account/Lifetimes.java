package dev.otastub.account;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Until when accounts stay that were added for a while. By the machine's time, for it is the test run that ends, whatever
 * time an account lives in.
 */
public final class Lifetimes {

    private final InstantSource machine;
    private final Map<String, Instant> ends = new ConcurrentHashMap<>();

    public Lifetimes(InstantSource machine) {
        this.machine = machine;
    }

    /** Notes that an account stays for a while from now on. */
    public void put(String accountUid, Duration time) {
        ends.put(accountUid, machine.instant().plus(time));
    }

    /** An account has gone, or stays. */
    public void remove(String accountUid) {
        ends.remove(accountUid);
    }

    /** The accounts whose time is over. */
    public List<String> over() {
        Instant now = machine.instant();
        return ends.entrySet().stream()
                .filter(end -> !now.isBefore(end.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
