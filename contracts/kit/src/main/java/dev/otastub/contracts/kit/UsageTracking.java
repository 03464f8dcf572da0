package dev.otastub.contracts.kit;

/** Pact tells its makers of each use by default. */
final class UsageTracking {

    private static final String PROPERTY = "pact_do_not_track";

    private UsageTracking() {}

    /** Switches it off, unless somebody has decided otherwise. To be called before any class of Pact is used. */
    static void off() {
        if (System.getProperty(PROPERTY) == null) {
            System.setProperty(PROPERTY, "true");
        }
    }
}
