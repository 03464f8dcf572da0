package dev.otastub.rpc;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;

/** The spelling of the time in a request, such as {@code 2026-11-22T11:50:16Z}; a fraction of a second is taken too. */
final class Timestamp {

    private static final Pattern FORM = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?Z");

    private static final int WITHOUT_FRACTION = 20;

    private Timestamp() {}

    /** The time; empty if the text names none. */
    static Optional<Instant> parse(String text) {
        try {
            return FORM.matcher(text).matches()
                    ? Optional.of(text.length() == WITHOUT_FRACTION ? wholeSeconds(text) : Instant.parse(text))
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** As nearly all clients write it; by the JDK's parser it would take longer than all other checks of a request. */
    private static Instant wholeSeconds(String text) {
        try {
            return LocalDateTime.of(
                            number(text, 0, 4),
                            number(text, 5, 7),
                            number(text, 8, 10),
                            number(text, 11, 13),
                            number(text, 14, 16),
                            number(text, 17, 19))
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            // It may still be midnight written as 24:00:00, or a leap second.
            return Instant.parse(text);
        }
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }
}
