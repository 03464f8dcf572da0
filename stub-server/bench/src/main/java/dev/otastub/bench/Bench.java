package dev.otastub.bench;

/**
 * What every row has at hand.
 *
 * @param peers ota-stub and the others
 */
record Bench(Settings settings, Peers peers) {

    private static final long START = System.nanoTime();

    static Bench of(Settings settings) {
        return new Bench(settings, new Peers(settings));
    }

    /** Tells whoever waits how far it is. */
    void say(String line) {
        System.err.println("bench, " + (System.nanoTime() - START) / 1_000_000_000 + " s: " + line);
    }

    void say(String who, String what, Sample sample) {
        say(who + ": " + what + ", " + Table.number(sample.cpuSeconds()) + " CPU s, "
                + Table.number(sample.wallSeconds()) + " s");
    }

    Sample heard(String who, String what, Sample sample) {
        say(who, what, sample);
        return sample;
    }
}
