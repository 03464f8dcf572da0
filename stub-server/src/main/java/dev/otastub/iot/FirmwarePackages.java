package dev.otastub.iot;

import dev.otastub.account.Account;
import dev.otastub.core.Outcome;
import dev.otastub.oss.Addressing;
import dev.otastub.oss.Claims;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The firmware packages of each account, in memory, oldest first. Safe for use by many threads. */
public final class FirmwarePackages implements Claims {

    private final Map<String, List<Firmware>> byUid = new HashMap<>();
    private final Set<String> claimed = new HashSet<>();

    /** The packages of an account. */
    public synchronized List<Firmware> of(Account account) {
        return byUid.getOrDefault(account.uid(), List.of());
    }

    /**
     * Adds a package, unless it is refused. Nobody else adds one in the meantime, so that of two packages of one name
     * only one can pass.
     *
     * @param creation makes the package, given those that are there, or refuses
     */
    synchronized Outcome<Firmware> add(Account account, Function<List<Firmware>, Outcome<Firmware>> creation) {
        Outcome<Firmware> outcome = creation.apply(of(account));
        outcome.toOptional().ifPresent(firmware -> put(account, firmware));
        return outcome;
    }

    private void put(Account account, Firmware firmware) {
        List<Firmware> packages = new ArrayList<>(of(account));
        packages.add(firmware);
        byUid.put(account.uid(), List.copyOf(packages));
        claimed.add(firmware.file().key());
    }

    @Override
    public synchronized boolean isClaimed(String bucket, String key) {
        return bucket.equals(Addressing.PLATFORM_BUCKET) && claimed.contains(key);
    }

    @Override
    public synchronized void ifUnclaimed(String bucket, String key, Runnable action) {
        if (!isClaimed(bucket, key)) {
            action.run();
        }
    }
}
