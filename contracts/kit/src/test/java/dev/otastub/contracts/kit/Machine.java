package dev.otastub.contracts.kit;

import java.time.InstantSource;
import java.util.UUID;

/** The machine's own time and chance. */
final class Machine {

    static final Given GIVEN =
            new Given(InstantSource.system(), () -> UUID.randomUUID().toString().replace("-", ""));

    private Machine() {}
}
