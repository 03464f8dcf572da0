package dev.otastub.cli;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads durations as people write them: {@code 90s}, {@code 15m}, {@code 1h30m}, {@code 2d}, or ISO's {@code PT15M}. */
final class DurationText {

    private static final Pattern SHORT =
            Pattern.compile("(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?");

    private DurationText() {}

    static Optional<Duration> parse(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        if (lower.isEmpty()) {
            return Optional.empty();
        }
        boolean iso = lower.startsWith("p") || lower.startsWith("-p");
        if (!iso && !SHORT.matcher(lower).matches()) {
            return Optional.empty();
        }
        return iso(iso ? lower : isoOf(lower));
    }

    private static String isoOf(String shortForm) {
        int day = shortForm.indexOf('d') + 1;
        String time = shortForm.substring(day);
        return "P" + shortForm.substring(0, day) + (time.isEmpty() ? "" : "T" + time);
    }

    private static Optional<Duration> iso(String text) {
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeParseException | ArithmeticException e) {
            return Optional.empty();
        }
    }
}
