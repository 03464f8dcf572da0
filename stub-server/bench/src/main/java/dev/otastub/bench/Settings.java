package dev.otastub.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * How much is measured, and where things are.
 *
 * @param scale how much
 * @param rounds how often each measurement is repeated, after one to warm up
 * @param rows which rows
 * @param home the folder {@code stub-server}
 */
record Settings(Scale scale, int rounds, Set<Integer> rows, Path home) {

    static final int ROWS = 9;
    private static final int USUAL_ROUNDS = 5;

    /** How much is measured. */
    enum Scale {
        SMOKE,
        USUAL,
        FULL;

        <T> T of(T smoke, T usual, T full) {
            return switch (this) {
                case SMOKE -> smoke;
                case USUAL -> usual;
                case FULL -> full;
            };
        }
    }

    static Settings of(List<String> arguments, Path home) {
        Scale scale = Scale.USUAL;
        int rounds = 0;
        Set<Integer> rows = new TreeSet<>(IntStream.rangeClosed(1, ROWS).boxed().toList());
        for (int i = 0; i < arguments.size(); i++) {
            switch (arguments.get(i)) {
                case "--smoke" -> scale = Scale.SMOKE;
                case "--full" -> scale = Scale.FULL;
                case "--rounds" -> rounds = number(value(arguments, ++i), 1, 100);
                case "--only" -> rows = rows(value(arguments, ++i));
                default -> throw new IllegalArgumentException("There is no option " + arguments.get(i) + ".");
            }
        }
        int usual = scale == Scale.SMOKE ? 1 : USUAL_ROUNDS;
        return new Settings(scale, rounds == 0 ? usual : rounds, rows, home);
    }

    private static Set<Integer> rows(String text) {
        Set<Integer> rows = new TreeSet<>();
        for (String row : text.split(",", -1)) {
            rows.add(number(row.strip(), 1, ROWS));
        }
        return rows;
    }

    private static String value(List<String> arguments, int at) {
        if (at == arguments.size()) {
            throw new IllegalArgumentException(arguments.get(at - 1) + " wants a value.");
        }
        return arguments.get(at);
    }

    private static int number(String text, int least, int most) {
        if (!text.matches("\\d{1,6}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            throw new IllegalArgumentException("'" + text + "' should be a number from " + least + " to " + most + ".");
        }
        return Integer.parseInt(text);
    }

    boolean isSmoke() {
        return scale == Scale.SMOKE;
    }

    /** What a smoke leaves out: the peers that take long to start, and show nothing that the others do not. */
    void requireTime() throws NotMeasured {
        if (isSmoke()) {
            throw new NotMeasured("it takes too long to start for a smoke");
        }
    }

    /** Of what takes long and has no goal of its own. */
    int fewRounds() {
        return Math.min(rounds, 3);
    }

    Path jar() {
        return home.resolve("target/ota-stub.jar");
    }

    Path command() {
        return home.resolve("bin/ota-stub");
    }

    Path target() {
        return home.resolve("bench/target");
    }

    /** The files of what runs, gone with this run. */
    Path work() {
        return target().resolve("work")
                .resolve(Long.toString(ProcessHandle.current().pid()));
    }

    /** The artifacts of the others, kept from run to run. */
    Path peers() {
        return target().resolve("peers");
    }
}
