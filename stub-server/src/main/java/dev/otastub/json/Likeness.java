package dev.otastub.json;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** How many letters two names differ by (Levenshtein's distance), whatever their case. */
final class Likeness {

    private Likeness() {}

    /** What somebody may have meant, if there is something like it. */
    static Optional<String> nearest(String given, Collection<String> known) {
        return known.stream()
                .filter(one -> of(given, one) <= Math.max(1, given.length() / 3))
                .min(Comparator.comparingInt(one -> of(given, one)));
    }

    private static int of(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[] before = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] now = new int[b.length() + 1];
            now[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                now[j] = Math.min(before[j - 1] + change, 1 + Math.min(before[j], now[j - 1]));
            }
            before = now;
        }
        return before[b.length()];
    }
}
