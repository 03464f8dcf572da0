package dev.otastub.rpc;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The operations of one version of the API, by name. */
public final class Operations {

    /** The only version that IoT Platform has. */
    public static final String VERSION = "2018-01-20";

    private final Map<String, Operation> byName = new TreeMap<>();

    public Operations(List<Operation> operations) {
        operations.forEach(operation -> byName.put(operation.name(), operation));
    }

    Optional<Operation> find(String action) {
        return Optional.ofNullable(byName.get(action));
    }

    /** All names, in one line. */
    String names() {
        return String.join(", ", byName.keySet());
    }
}
