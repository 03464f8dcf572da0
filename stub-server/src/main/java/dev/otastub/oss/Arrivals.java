package dev.otastub.oss;

import dev.otastub.control.Records;
import java.util.List;
import java.util.Optional;

/** The uploads that were accepted, by the account whose credentials they had. Their bytes are in the store alone. */
public final class Arrivals {

    private static final int MOST = 10_000;
    private static final long MOST_BYTES = 8L << 20;

    private final Records<Arrival> records = new Records<>(MOST, MOST_BYTES, Arrival::size);

    /** Notes an upload. */
    public void note(Arrival arrival) {
        records.add(Optional.of(arrival.object().ownerUid()), arrival);
    }

    /** Those of an account, oldest first. */
    public List<Arrival> of(String accountUid) {
        return records.of(Optional.of(accountUid));
    }

    /** Forgets those of an account. */
    public void forget(String accountUid) {
        records.forget(Optional.of(accountUid));
    }

    /** Forgets all. */
    public void forget() {
        records.forget();
    }
}
