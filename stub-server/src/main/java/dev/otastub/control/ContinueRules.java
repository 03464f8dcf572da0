package dev.otastub.control;

import dev.otastub.core.NotPossible;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which requests are not told to go on, although they ask to be ({@code Expect: 100-continue}). They ask before anybody can
 * know whose they are, so it goes by the path. Safe for use by many threads, at any time.
 */
public final class ContinueRules {

    /** So that nobody fills the memory. */
    private static final int MOST = 100;

    private static final int LONGEST = 500;
    private static final int MOST_STARS = 5;

    /** Every path. */
    public static final String ALL = "*";

    private final List<Rule> withheld = new CopyOnWriteArrayList<>();

    private record Rule(String path, Pattern pattern) {}

    /**
     * Withholds {@code 100 Continue} from requests for a path.
     *
     * @param path as clients send it, without a query; each {@code *} stands for any characters, slashes too
     * @throws IllegalArgumentException if it is no path
     * @throws IllegalStateException if there are too many already
     */
    public synchronized void withhold(String path) {
        if (!path.startsWith("/") && !path.startsWith(ALL)) {
            throw new IllegalArgumentException(
                    "A path begins with '/', or with '*' for any characters; got '" + path + "'.");
        }
        if (path.length() > LONGEST || path.chars().filter(c -> c == '*').count() > MOST_STARS) {
            throw new IllegalArgumentException("A path has " + LONGEST + " characters and " + MOST_STARS
                    + " '*' at most, as every request that asks is matched with it.");
        }
        if (paths().contains(path)) {
            return;
        }
        if (withheld.size() == MOST) {
            throw new NotPossible(
                    "100 Continue is withheld for " + MOST + " paths already; grant it again before giving more.");
        }
        withheld.add(new Rule(path, pattern(path)));
    }

    private static Pattern pattern(String path) {
        return Pattern.compile(
                Arrays.stream(path.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")),
                Pattern.DOTALL);
    }

    /** Sends {@code 100 Continue} again to all that ask. */
    public synchronized void grantAll() {
        withheld.clear();
    }

    /** The paths for which it is withheld, in the order in which they were given. */
    public List<String> paths() {
        return withheld.stream().map(Rule::path).toList();
    }

    /** Whether it is withheld from a request for that path. */
    public boolean isWithheld(String path) {
        return withheld.stream().anyMatch(rule -> rule.pattern().matcher(path).matches());
    }
}
